/// What the demo's reports look like on a stream that is no terminal, letter for letter.
///
/// When a report changes on purpose, change it here too: the difference is what the reviewer wants to see.
enum DemoGolden {
    /// `round show PLY-OSW-2022/1 --as-of 2022-09-30`.
    static let round = """
        PLY-OSW-2022/1  Social workers from overseas for children's services (illustration), Tamar International Recruitment (invented)
        As of 30 September 2022: 12 to reach 'started' by 31 October 2022, 21 working days left.
        RED: 4 achieved, 3 on course, 2 at risk, 3 will miss, 1 lost; 9 of 12 even if everybody at risk is in time.

        Candidate     Name                        Stage                         Since       Next                          Waiting on                      Expected    Late  Outlook    To blame
        ------------  --------------------------  ----------------------------  ----------  ----------------------------  ------------------------------  ----------  ----  ---------  ----------------------------------------------
        PLY-C-0011-U  Ananya Raghunathan          visa_applied                  2022-08-22  visa_granted                  UK Visas and Immigration        2022-11-02   2 d  Will miss  visa_granted, 18 d over usual
        PLY-C-0010-S  Kwabena Owusu-Ansah         cos_assigned                  2022-08-12  police_certificates_received  Police authorities abroad       2022-11-30  30 d  Will miss  police_certificates_received, 107 d over usual
        PLY-C-0013-T  Wanjikũ Njoroge             police_certificates_received  2022-08-05  registered                    Social Work England             2022-12-05  35 d  Will miss  registered, 9 d over usual
        PLY-C-0005-D  Fọláṣadé Akíndélé           right_to_work_checked         2022-09-02  dbs_cleared                   Disclosure and Barring Service  2022-10-03        At risk    dbs_cleared, 15 d over usual
        PLY-C-0012-V  Małgorzata Wiśniewska-Żak   travel_booked                 2022-09-23  accommodation_secured         Council relocation officer      2022-10-24        At risk    accommodation_secured, 4 d over usual
        PLY-C-0006-C  Tatenda Chigumba            dbs_cleared                   2022-09-29  started                       Receiving team                  2022-10-01        On course
        PLY-C-0008-B  Conceição Guimarães         right_to_work_checked         2022-09-22  dbs_cleared                   Disclosure and Barring Service  2022-10-06        On course
        PLY-C-0009-9  Maricel Dela Peña           right_to_work_checked         2022-09-28  dbs_cleared                   Disclosure and Barring Service  2022-10-12        On course
        PLY-C-0001-T  Nyasha Marufu               started                       2022-09-05  induction_completed           Practice mentor                 2022-09-05        Achieved
        PLY-C-0002-S  Thandiwe Nkosi-Dlamini      started                       2022-09-12  induction_completed           Practice mentor                 2022-09-12        Achieved
        PLY-C-0003-U  Priya Venkataraman          started                       2022-09-20  induction_completed           Practice mentor                 2022-09-20        Achieved
        PLY-C-0004-F  João Vasconcelos de Araújo  started                       2022-09-26  induction_completed           Practice mentor                 2022-09-26        Achieved
        PLY-C-0007-E  Lerato Mokoena              references_cleared            2022-05-10                                                                                  Lost

        Option PLY-OSW-2022/2: 12 more by 30 June 2023, to be decided by 14 October 2022.
        EXERCISE: 9 of 12 at most will be in time, even if everybody at risk is.

        """

    /// `round history PLY-OSW-2022/1`.
    static let history = """
        As of       Target  Achieved  On course  At risk  Will miss  Lost  Status  Changes
        ----------  ------  --------  ---------  -------  ---------  ----  ------  -------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------
        2022-06-30      12         0         10        1          1     1  red     PLY-C-0001-T joined -> on_course; PLY-C-0002-S joined -> on_course; PLY-C-0003-U joined -> on_course; PLY-C-0004-F joined -> on_course; PLY-C-0005-D joined -> on_course; PLY-C-0006-C joined -> on_course; PLY-C-0007-E joined -> lost; PLY-C-0008-B joined -> on_course; PLY-C-0009-9 joined -> on_course; PLY-C-0010-S joined -> on_course; PLY-C-0011-U joined -> on_course; PLY-C-0012-V joined -> at_risk; PLY-C-0013-T joined -> will_miss
        2022-08-31      12         0          7        4          1     1  red     PLY-C-0005-D on_course -> at_risk; PLY-C-0006-C on_course -> at_risk; PLY-C-0010-S on_course -> at_risk
        2022-09-30      12         4          3        2          3     1  red     PLY-C-0001-T on_course -> achieved; PLY-C-0002-S on_course -> achieved; PLY-C-0003-U on_course -> achieved; PLY-C-0004-F on_course -> achieved; PLY-C-0006-C at_risk -> on_course; PLY-C-0010-S at_risk -> will_miss; PLY-C-0011-U on_course -> will_miss

        """

    /// `deadline list --as-of 2022-09-30 --round PLY-OSW-2022/1 --due-within 10`.
    static let deadlines = """
        Due         Working days  State   Subject       Milestone                     Owner        Round           Rule
        ----------  ------------  ------  ------------  ----------------------------  -----------  --------------  ------------------------
        2022-08-30           -22  missed  PLY-C-0013-T  registered                    regulator    PLY-OSW-2022/1  round.latest_useful_date
        2022-08-31           -21  missed  PLY-C-0013-T  cos_requested                 council      PLY-OSW-2022/1  round.latest_useful_date
        2022-09-01           -20  missed  PLY-C-0010-S  police_certificates_received  candidate    PLY-OSW-2022/1  round.latest_useful_date
        2022-09-01           -20  missed  PLY-C-0013-T  cos_assigned                  home_office  PLY-OSW-2022/1  round.latest_useful_date
        2022-09-08           -15  missed  PLY-C-0010-S  visa_applied                  candidate    PLY-OSW-2022/1  round.latest_useful_date
        2022-09-08           -15  missed  PLY-C-0013-T  visa_applied                  candidate    PLY-OSW-2022/1  round.latest_useful_date
        2022-09-29            -1  missed  PLY-C-0010-S  visa_granted                  home_office  PLY-OSW-2022/1  round.latest_useful_date
        2022-09-29            -1  missed  PLY-C-0011-U  visa_granted                  home_office  PLY-OSW-2022/1  round.latest_useful_date
        2022-09-29            -1  missed  PLY-C-0013-T  visa_granted                  home_office  PLY-OSW-2022/1  round.latest_useful_date
        2022-10-09             5  open    PLY-C-0010-S  accommodation_secured         council      PLY-OSW-2022/1  round.latest_useful_date
        2022-10-09             5  open    PLY-C-0010-S  travel_booked                 candidate    PLY-OSW-2022/1  round.latest_useful_date
        2022-10-09             5  open    PLY-C-0011-U  accommodation_secured         council      PLY-OSW-2022/1  round.latest_useful_date
        2022-10-09             5  open    PLY-C-0011-U  travel_booked                 candidate    PLY-OSW-2022/1  round.latest_useful_date
        2022-10-09             5  open    PLY-C-0012-V  accommodation_secured         council      PLY-OSW-2022/1  round.latest_useful_date
        2022-10-09             5  open    PLY-C-0013-T  accommodation_secured         council      PLY-OSW-2022/1  round.latest_useful_date
        2022-10-09             5  open    PLY-C-0013-T  travel_booked                 candidate    PLY-OSW-2022/1  round.latest_useful_date

        """

    /// `candidate show PLY-C-0005-D --as-of 2022-09-30`.
    static let candidate = """
        Candidate    PLY-C-0005-D Fọláṣadé Akíndélé
        Role         social_worker, overseas_social_worker, plymouth_city_council
        Born         21 March 1990
        Nationality  NGA
        E-mail       folasade.akindele@example.org
        Source       direct
        Team         Initial response
        Registered   2 March 2022
        Round        PLY-OSW-2022/1
        Outlook      At risk
        Because      'Started in post' is expected on 3 October 2022, 20 working days before the due date of 31 October 2022. 'DBS check cleared' has taken 15 days longer than usual, waiting on Disclosure and Barring Service.

        Milestone                     Name                                  Who          State  Happened    Expected    Latest
        ----------------------------  ------------------------------------  -----------  -----  ----------  ----------  ----------
        sourced                       Sourced                               supplier     done   2022-03-02              2022-04-13
        screened                      Screened                              council      done   2022-03-16              2022-05-02
        interviewed                   Interviewed                           council      done   2022-03-24              2022-05-16
        offer_made                    Offer made                            council      done   2022-03-28              2022-05-19
        offer_accepted                Offer accepted                        candidate    done   2022-04-01              2022-05-26
        references_cleared            References cleared                    supplier     done   2022-05-03              2022-08-30
        police_certificates_received  Police certificates received          candidate    done   2022-05-20              2022-09-01
        registration_applied          Applied to Social Work England        candidate    done   2022-04-25              2022-06-20
        registered                    Registered with Social Work England   regulator    done   2022-07-07              2022-08-30
        cos_requested                 Certificate of sponsorship requested  council      done   2022-07-11              2022-08-31
        cos_assigned                  Certificate of sponsorship assigned   home_office  done   2022-07-12              2022-09-01
        visa_applied                  Visa applied for                      candidate    done   2022-07-19              2022-09-08
        visa_granted                  Visa granted                          home_office  done   2022-08-09              2022-09-29
        accommodation_secured         Accommodation secured                 council      done   2022-08-22              2022-10-09
        travel_booked                 Travel booked                         candidate    done   2022-08-16              2022-10-09
        arrived                       Arrived                               candidate    done   2022-09-01              2022-10-16
        right_to_work_checked         Right to work checked                 council      done   2022-09-02              2022-10-30
        dbs_cleared                   DBS check cleared                     dbs          ready              2022-10-01  2022-10-30
        started                       Started in post                       council      later              2022-10-03  2022-10-31
        induction_completed           Induction completed                   council      later              2023-04-03

        """
}

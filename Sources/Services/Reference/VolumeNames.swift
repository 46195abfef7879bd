import Domain

/// Names to draw from, with and without accents, and their folded forms beside them.
///
/// Each is one word, so that the folded key of a person is two words in order, which the statement can build.
enum VolumeNames {
    static let given = [
        "Adaeze", "Amara", "Ana", "Aoife", "Arjun", "Blessing", "Boitumelo", "Chiara", "Chipo", "Cláudia",
        "Dagný", "Divya", "Élodie", "Emeka", "Esi", "Fatima", "Fernanda", "Folasadé", "Gareth", "Grace",
        "Hanna", "Imani", "Inés", "Işıl", "Ivana", "Jelena", "Jerónimo", "João", "Kavya", "Kwame", "Lerato",
        "Łucja", "Mainá", "Marisol", "Mercy", "Naledi", "Ngozi", "Niamh", "Nomvula", "Olúwaseun", "Ona",
        "Patience", "Precious", "Rajesh", "Renée", "Rosa", "Rutendo", "Sanjay", "Siân", "Sinéad", "Sofía",
        "Søren", "Takudzwa", "Tamar", "Tariro", "Thandiwe", "Tomás", "Uchenna", "Vimbai", "Wanjikũ",
        "Yetunde",
        "Zainab", "Zoë", "Zsófia",
    ]

    static let family = [
        "Abara", "Achebe", "Adébáyò", "Afolabi", "Agyeman", "Amoah", "Andrade", "Bănică", "Banda", "Barros",
        "Boateng", "Brânzei", "Castañeda", "Chikore", "Chinembiri", "Cruz", "Danjuma", "Dlamini", "Dube",
        "Ekwueme", "Eze", "Fernández", "Fofanah", "García", "Gumbo", "Gunnarsdóttir", "Hove", "Ibrahim",
        "Iyer", "Jóhannsson", "Kamau", "Khumalo", "Kipchoge", "Kovačević", "Kruger", "Mahlangu", "Makoni",
        "Mensah", "Moyo", "Mutasa", "Mwangi", "Naidoo", "Ncube", "Ndlovu", "Nguyễn", "Njoroge", "Nkomo",
        "Núñez", "Nyambura", "Obi", "Odhiambo", "Okafor", "Okonkwo", "Oyelaran", "Özdemir", "Patel",
        "Pereira",
        "Phiri", "Pillay", "Quarshie", "Ramírez", "Santos", "Sharma", "Sibanda", "Singh", "Šimić", "Sithole",
        "Słowik", "Suárez", "Szabó", "Taiwo", "Tembo", "Torres", "Tshabalala", "Ugochukwu", "Villanueva",
        "Wójcik", "Yeboah", "Zulu", "Žukauskas",
    ]

    static func folded(_ names: [String]) -> [String] { names.map { CandidateName.folded($0) } }
}

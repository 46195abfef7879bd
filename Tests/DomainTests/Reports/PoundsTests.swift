import Domain
import Testing

@Suite struct PoundsTests {
    @Test(arguments: [
        ("1200.00", 1_200_00), ("1200", 1_200_00), ("£1200", 1_200_00), ("£1,200.05", 1_200_05), ("0", 0),
        ("0.07", 7), ("£12,345,678.90", 12_345_678_90), ("012.00", 12_00),
    ]) func isRead(_ text: String, _ pence: Int) {
        #expect(Pounds.pence(text) == pence)
    }

    @Test(arguments: [
        "", "£", ".50", "1.5", "1.505", "1,20.00", "1,2000", ",200", "1200,", "-1", "-1.00", "1e3", "1 200",
        "١٢",
        "1.00.00", "£-1", "££1", "99999999999999999999", "1.£0", "lots",
    ]) func isNoAmount(_ text: String) {
        #expect(Pounds.pence(text) == nil)
    }

    @Test func isWritten() {
        #expect(Pounds.text(0) == "£0.00" && Pounds.text(7) == "£0.07" && Pounds.text(999_99) == "£999.99")
        #expect(Pounds.text(1_000_00) == "£1,000.00" && Pounds.text(-1_234_567_05) == "-£1,234,567.05")
        for pence in [0, 9, 100, 1_234_56, 100_000_00] { #expect(Pounds.pence(Pounds.text(pence)) == pence) }
    }

    @Test func fundingPaysTheBandAndTheEmployerTheRest() {
        let dear = TrainingPrice(6_900_00, band: 5_000_00)
        #expect(dear.fundingPays == 5_000_00 && dear.employerPays == 1_900_00)
        let cheap = TrainingPrice(4_000_00, band: 5_000_00)
        #expect(cheap.fundingPays == 4_000_00 && cheap.employerPays == 0)
        #expect(TrainingPrice(4_000_00, band: nil).employerPays == 0)
    }
}

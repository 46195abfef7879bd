/// The largest counts that a file may promise, so that a few hostile bytes cannot ask for all the memory
/// there is.
enum ReadingLimits {
    /// Students, and settings; 16 times a national round of the largest kind.
    static let people = 1 << 24
    /// Acceptable pairs.
    static let pairs = 1 << 28
    /// Room that is set aside on the word of a count alone; arrays grow beyond it with the rows that do come.
    static let reserve = 1 << 20
    /// Arrays and objects inside one another in a JSON value that is skipped.
    static let depth = 64
}

import Foundation
import FoundationXML
import Testing

/// A picture as a reader of XML sees it; parsing fails the test unless the document is well-formed.
struct Drawing {
    /// An element with its attributes, the text directly inside it, and the classes of the groups around it.
    struct Element {
        let name: String
        let attributes: [String: String]
        let groups: [String]
        var text = ""
    }

    let elements: [Element]

    init(_ svg: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let parser = XMLParser(data: Data(svg.utf8))
        let reader = Reader()
        parser.delegate = reader
        try #require(
            parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "no reason")",
            sourceLocation: sourceLocation)
        elements = reader.elements
    }

    func all(_ name: String, _ className: String? = nil, within group: String? = nil) -> [Element] {
        elements.filter {
            $0.name == name && (className == nil || $0.attributes["class"] == className)
                && (group.map($0.groups.contains) ?? true)
        }
    }

    /// How many lines a path has, each with a move of its own.
    func lines(_ className: String) -> Int {
        all("path", className).reduce(0) { $0 + ($1.attributes["d"] ?? "").count { $0 == "M" } }
    }

    /// The first text of an element by name.
    func text(of name: String) -> String { elements.first { $0.name == name }?.text ?? "" }

    private final class Reader: NSObject, XMLParserDelegate {
        var elements: [Element] = []
        private var open: [Int] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            let groups = open.map { elements[$0] }.filter { $0.name == "g" }
                .compactMap { $0.attributes["class"] }
            open.append(elements.count)
            elements.append(Element(name: name, attributes: attributes, groups: groups))
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) {
            if let last = open.last { elements[last].text += string }
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            open.removeLast()
        }
    }
}

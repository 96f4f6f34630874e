// The examples of RFC 3986, section 5.4, all of them; and where IRIs are cut.

import GraphModel
import Testing

@Suite struct IRITests {
  private func resolve(_ reference: String, against base: String = "http://a/b/c/d;p?q") -> String {
    var (reference, base) = (reference, base)
    let resolved = reference.withUTF8 { reference in
      base.withUTF8 { base in
        IRI.resolve(UnsafeRawBufferPointer(reference), against: UnsafeRawBufferPointer(base))
      }
    }
    return String(decoding: resolved, as: UTF8.self)
  }

  @Test(
    arguments: [
      ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"),
      ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"), ("//g", "http://g"),
      ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
      ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"),
      ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"), ("", "http://a/b/c/d;p?q"),
      (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
      ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
      ("../../", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
      ("../../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
      ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."),
      ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"),
      ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
      ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
      ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
      ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
      ("http:g", "http:g"),
    ])
  func referencesOfTheRFC(_ reference: String, _ expected: String) {
    #expect(resolve(reference) == expected)
  }

  @Test func basesWithoutPathOrSlash() {
    #expect(resolve("g", against: "http://a") == "http://a/g")
    #expect(resolve("g", against: "urn:x") == "urn:g")
    #expect(resolve("#f", against: "urn:x:y") == "urn:x:y#f")
    #expect(resolve("?水=俣", against: "http://例え/道") == "http://例え/道?水=俣")
  }

  @Test(
    arguments: [
      ("http://e.org/a#b", "http://e.org/a#"), ("http://e.org/a", "http://e.org/"),
      ("urn:isbn:1", "urn:isbn:"), ("x", ""),
    ])
  func cuts(_ iri: String, _ head: String) {
    let cut = Array(iri.utf8).withUnsafeBytes { IRI.cut($0) }
    #expect(String(decoding: Array(iri.utf8)[..<cut], as: UTF8.self) == head)
  }
}

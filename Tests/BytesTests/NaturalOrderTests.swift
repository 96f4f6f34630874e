import Bytes
import Testing

@Suite struct NaturalOrderTests {
  @Test(arguments: [
    ("p4-a", "p4-b"), ("p4-b", "p5-a"), ("p9", "p17"), ("p17", "p18-a"), ("a", "a1"),
    ("x19", "x21"), ("p007", "p8"), ("p07", "p7"), ("", "a"),
  ])
  func oneBeforeTheOther(_ earlier: String, _ later: String) {
    #expect(NaturalOrder.precedes(earlier, later))
    #expect(!NaturalOrder.precedes(later, earlier))
    #expect(!NaturalOrder.precedes(earlier, earlier))
  }

  /// A key may be the same for two texts, and is never in another order than they.
  @Test func keysAreInTheOrderOfTheTexts() {
    let ends = [
      "", "0", "00", "7", "07", "10", "9", "99999999999999999", "72057594037927935",
      "72057594037927936", "a", "ab", "a1", "a01", "a2b", "a10b", "/", ":", "5:", "5/", "1-2",
      "1-10",
      "abcdefg", "abcdefg9", "abcdefg10", "abcdefgh", "abcdefgi", "é", "字",
    ]
    var different = 0
    for start in ["", "x", "id-", "v12", "v1-"] {
      for (first, second) in ends.flatMap({ one in ends.map { (start + one, start + $0) } }) {
        Array(first.utf8).withUnsafeBytes { first in
          Array(second.utf8).withUnsafeBytes { second in
            let place = NaturalOrder.sharedStart(first, second, most: first.count)
            for place in Set([0, place]) {
              let one = NaturalOrder.key(first, from: place)
              let other = NaturalOrder.key(second, from: place)
              guard one != other else { continue }
              different += 1
              #expect((one < other) == (NaturalOrder.order(first, second) < 0))
            }
          }
        }
      }
    }
    #expect(different > 5_000)
  }
}

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
}

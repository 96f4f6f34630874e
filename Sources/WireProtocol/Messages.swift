// The sentences of this module, side by side.

enum Messages {
  static let tagForm = "a tag is @ and 1 to 32 of A-Z a-z 0-9 . _ -, then a space"
}

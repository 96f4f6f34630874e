// What a person does at a keyboard, as far as editing a line goes.

/// One key, or one paste.
public enum Key: Equatable, Sendable {
  /// Characters that were typed.
  case text(String)
  /// What a bracketed paste brought; it may hold line ends, and nothing in it is a command.
  case paste(String)
  case enter, tab, escape, backspace, delete
  case left, right, up, down, home, end
  case wordLeft, wordRight
  /// Control with a small letter, or with `_`.
  case control(Character)
  /// Alt with a character.
  case meta(Character)
  /// A key that means nothing here.
  case unknown
}

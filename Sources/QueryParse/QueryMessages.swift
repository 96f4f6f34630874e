// Every sentence the parser can say, side by side, so that they can be read aloud. The parser knows
// causes; here they become "found …, expected …" and one hint.

internal import Bytes

/// What would have been right: a noun phrase that completes "expected …".
enum Expected {
  case verb
  case node, className, status, relation, datatype, parameterOrNode, text, savedQuery
  case otherEnd(of: VerbWord, keyword: String)
  case subject, object, storedVerb
  case closing(String)
  case closingCondition, commaOrClosing
  case repetition
  case clause(VerbWord)
  case argumentOrClause
  case noSecond(ClauseWord, first: ClauseWord)
  case onlyOnce(argument: String)
  case afterCondition
  case comparison
  case listOfValues
  case pattern
  case value
  case functionArgument
  case patterns
  case by
  case alias
  case format
  case count, countFromOne, duration, depth
  case int64
  case atLeast(Int)
  case date, calendarDate, laterDate(than: String)
  case range(String)
  case rank, details
  case languageTag
  case identifier(after: String)
  case stringEnd, escape, unicodeEscape
  case iriEnd
  case endOfRelation
  case headerKey, colon, kind, endOfLine, number
  case declared([String]), used, declaredBy(String), given(String), example(String)

  /// The phrase.
  var phrase: String {
    switch self {
    case .verb: "a verb: " + listed(VerbWord.allCases.map(\.rawValue), "or")
    case .node: "a node: a name, a \"name in quotes\" or <an IRI>"
    case .className: "a class"
    case .status: "a status, such as proposed"
    case .relation: "a relation, `a` or `any`"
    case .datatype: "a datatype, such as xsd:date"
    case .parameterOrNode: "a value for the parameter"
    case .text: "the text to find, as one word or in quotes"
    case .savedQuery: "the name of a saved query"
    case .otherEnd(let verb, let keyword):
      "`\(keyword)` and " + (verb == .paths ? "the next node" : "a second node")
    case .subject: "a statement: a subject, a relation and an object"
    case .object: "the object of the statement: a node, a value, ?variable or _"
    case .closing(let bracket): "`\(bracket)`"
    case .closingCondition: "`and`, `or` or `)`"
    case .commaOrClosing: "`,` or `)`"
    case .repetition: "how often: {least,most}, such as {0,2}"
    case .clause(let verb): "a clause of `\(verb)` or the end of the query"
    case .argumentOrClause: "parameter=value, a clause or the end of the query"
    case .noSecond(let word, let first):
      word == first
        ? "`\(word.rawValue)` only once"
        : "only one of `\(first.rawValue)` and `\(word.rawValue)`"
    case .onlyOnce(let argument): "`\(argument)` only once"
    case .afterCondition: "`and`, `or`, a clause or the end of the query"
    case .by: "`by`, as in `order by`"
    case .alias: "a name for the column, or a format"
    case .format: "a format: " + listed(FormatWord.allCases.map(\.rawValue), "or")
    case .rank: "specific, strength or count"
    case .details: "sources, dates or iris"
    case .languageTag: "a language tag, such as en or zh-Hans"
    case .endOfRelation: "`/`, `|` or the end of the relation"
    case .comparison: "a comparison: =, !=, <, <=, >, >=, in or like"
    case .listOfValues: "a list in parentheses, such as (CBD, CITES)"
    case .pattern: "a pattern in quotes, such as \"*mercury*\""
    case .value: "a value: ?variable, a name, a number, a date, a text in quotes or a function"
    case .functionArgument: "one ?variable or * in the parentheses of a function"
    case .patterns: "`(` and the statements that must exist"
    case .count: "a whole number from 0"
    case .countFromOne: "a whole number from 1"
    case .depth: "a number of steps, or a range such as 2..4"
    case .duration: "a whole number, with ms or s if it is not seconds"
    case .int64: "a number of at most 18 digits"
    case .atLeast(let least): "a whole number from \(least)"
    case .date: "a date: YYYY, YYYY-MM or YYYY-MM-DD"
    case .calendarDate: "a date of the calendar"
    case .laterDate(let first): "a date that does not end before \(first) begins"
    case .range(let example): "two dots between the dates, such as \(example)"
    case .identifier(let sign): "a name behind `\(sign)`: letters, digits, - or _"
    case .stringEnd: "a closing quote"
    case .escape: "\\\", \\\\, \\n, \\t or \\u and four hexadecimal digits"
    case .unicodeEscape: "four hexadecimal digits of a character, no surrogate"
    case .iriEnd: "an IRI without spaces, closed by `>`"
    case .storedVerb: "a verb other than run, because a saved query cannot run another"
    case .headerKey: "summary:, param or example:"
    case .colon: "`:`"
    case .kind: "a kind: " + listed(SavedQuery.Kind.allCases.map(\.rawValue), "or")
    case .endOfLine: "`= default`, a \"note\" or the end of the line"
    case .number: "a number"
    case .declared(let names):
      names.isEmpty
        ? "no parameter, because none is declared"
        : "a parameter that is declared: " + listed(names.map { "$" + $0 }, "or")
    case .used: "a parameter that the query uses"
    case .declaredBy(let query): "a parameter of \(query)"
    case .given(let parameter): "\(parameter)=…, because it has no default"
    case .example(let query): "an example that begins with run \(query)"
    }
  }
}

/// The one likely repair: a sentence without a full stop.
enum Hint {
  case didYouMean(String)
  case clauseStands(ClauseWord)
  case quoteWhole(String)
  case quoteName(String)
  case joinOrQuote(String)
  case askAbout(String), seeHelp
  case readAsName(String)
  case readAsVerb(String)
  case noQuestionMark
  case noFullWidthMark(String)
  case quoteParenthesis
  case variablesElsewhere
  case anythingElsewhere
  case plusForOpenEnd, write(String)
  case oneEquals, unequal, likeForContains, classForIs, notBefore(String)
  case splitComparison, joinTests
  case expressionNeedsQuotes
  case noExponent
  case aliasWithoutMark
  case declareIt(String)
  case isoDate
  case daysOfMonth(Int)
  case swapDates
  case noParameterHere
  case argumentsFirst, commaBetweenStatements, noCommaBetweenClauses, twoNodes, typedElsewhere
  case asForFormat

  /// The sentence.
  var sentence: String {
    switch self {
    case .didYouMean(let word): "Did you mean `\(word)`?"
    case .clauseStands(let clause):
      "`\(clause.rawValue)` goes with "
        + listed(clause.verbs.filter { $0 != .run }.map(\.rawValue), "and")
    case .quoteWhole(let query): "Put a name of several words in quotes: \(query)"
    case .quoteName(let name): "Put a name of several words in quotes: \(name)"
    case .joinOrQuote(let keyword):
      "Put `\(keyword)` between two names, or a name of several words in quotes"
    case .askAbout(let name): "To see what is known about it: show \(name)"
    case .seeHelp: "For example: link Basel and Minamata"
    case .readAsName(let word):
      "`\(word)` stands where a name is expected and was read as one; is the name missing?"
    case .readAsVerb(let verb): "A query has one verb; `\(verb)` begins another"
    case .noQuestionMark: "A query needs no question mark"
    case .noFullWidthMark(let ascii): "Write it as `\(ascii)`"
    case .quoteParenthesis: "Put a name that begins with a parenthesis in quotes"
    case .variablesElsewhere: "Variables stand in match, why, where, return and order alone"
    case .anythingElsewhere: "`_` stands in statements alone"
    case .plusForOpenEnd: "Write + for once or more often"
    case .write(let text): "Write \(text)"
    case .oneEquals: "One = is enough"
    case .unequal: "Unequal is written !="
    case .likeForContains: "Write like with a pattern, such as like \"*mercury*\""
    case .classForIs: "To test a class, write class(?x) = Convention"
    case .notBefore(let example): "`not` stands before the whole test: \(example)"
    case .splitComparison: "Compare two at a time and join the tests with and"
    case .joinTests: "Join tests with `and` or `or`"
    case .expressionNeedsQuotes: "If it is a name that holds parentheses, put it in quotes"
    case .noExponent: "Write the number without an exponent; put a name in quotes"
    case .aliasWithoutMark: "The name of a column has no question mark"
    case .declareIt(let name): "Declare it above: #+ param \(name): node"
    case .isoDate: "Write the year first: 2014, 2014-08 or 2014-08-16"
    case .daysOfMonth(let days): "That month has \(days) days"
    case .swapDates: "Put the earlier date first"
    case .noParameterHere: "A parameter cannot stand here; type the number"
    case .argumentsFirst: "Arguments stand before the clauses"
    case .commaBetweenStatements: "Put a comma between two statements"
    case .noCommaBetweenClauses: "Clauses follow one another without a comma"
    case .twoNodes: "`origin` takes two nodes"
    case .typedElsewhere: "A value with a datatype stands in statements and tests alone"
    case .asForFormat: "A statement is named behind it, as in: ?c member_of BLG as ?s"
    }
  }
}

/// What stands where nothing stands any more.
let foundEnd = "the end of the query"

/// `a, b or c`.
func listed(_ words: [String], _ conjunction: String) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}

/// Text as it is quoted in a message: every control visible, cut behind 40 characters.
func excerpt(_ bytes: some Collection<UInt8>) -> String {
  let shown = visible(bytes.prefix(200)).unicodeScalars
  return shown.count > 40 ? String(shown.prefix(39)) + "…" : String(shown)
}

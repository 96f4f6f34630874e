// The way in: bytes of a query or of a relation become a tree, or an error with a place in them.

/// Reads a query.
///
/// The text is one query of any number of lines; places in the error are bytes of it, from 0.
/// Invalid UTF-8 is read as if repaired. Time and memory are linear in the length of the text.
public func parseQuery(_ text: [UInt8]) throws(QueryFault) -> Query {
  var parser = QueryParser(text)
  do {
    return try parser.query()
  } catch {
    throw parser.completed(error)
  }
}

/// Reads a relation or a path of relations, such as `(^acts_for){0,1}/takes_part_in`.
///
/// Places in the error are bytes of the text, from 0.
public func parseRelation(_ text: [UInt8]) throws(QueryFault) -> RelationSyntax {
  var parser = QueryParser(text)
  let relation = try parser.rel()
  guard parser.isAtEnd() else { throw parser.fault(.endOfRelation) }
  return relation
}

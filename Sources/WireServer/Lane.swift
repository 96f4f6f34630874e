// Two kinds of workers, so that the heaviest queries never hold up the small ones. Nobody knows
// beforehand how heavy a query is, so each begins in the quick lane; one that has used up its slice
// there is stopped and begins again in the long lane, which costs it the slice and nothing else,
// since nothing of its reply is out yet. The workers of the long lane run when no other thread wants
// to (SCHED_IDLE).
//
// A query that went on where it is would need a thread that becomes patient in the middle, and an
// unprivileged thread may lower its priority but never raise it again: each such query would use up
// a thread, and how many of them run at once would have no limit but the clients'. A nice value
// instead of SCHED_IDLE leaves more to a long query on a machine without a moment's rest, but such a
// thread keeps the core to the end of its turn, a millisecond and more, when a small query comes.

/// Which workers a job waits for.
enum Lane: Int, CaseIterable, Sendable {
  /// Where every query begins.
  case quick
  /// Where a query that outgrew the other lane is run to its end.
  case long
}

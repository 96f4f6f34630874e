// Plan + snapshot → answer. One operator for each verb; a stop ends the operator and leaves the rows
// it had, marked as not the whole.

public import GraphVocabulary
public import QueryPlan

/// Answers a plan.
///
/// `used` nanoseconds of its time are over; `isCancelled` is asked every thousand steps, from the
/// calling thread.
public func execute(
  _ plan: Plan, names: Names, defaultMilliseconds: Int = 5_000, used: Int64 = 0,
  isCancelled: @escaping @Sendable () -> Bool = { false }
) -> Answer {
  let run = Run(
    plan, names: names, milliseconds: plan.withinMilliseconds ?? defaultMilliseconds,
    used: used, isCancelled: isCancelled)
  guard !plan.isExplained else { return run.explain() }
  do { try run.execute(plan.task) } catch { run.answer.stop = error }
  return run.finish()
}

extension Run {
  fileprivate func execute(_ task: Plan.Task) throws(Stop) {
    switch task {
    case .link(let plan): try link(plan)
    case .lineage(let plan): try lineage(plan)
    case .origin(let plan): try origin(plan)
    case .paths(let plan): try paths(plan)
    case .near(let plan): try near(plan)
    case .match(let plan): try match(plan)
    case .list(let term): try list(term)
    case .show(let node): try show(node)
    case .why(let plan): try why(plan)
    case .find(let text, let tag): try find(text, tag: tag)
    }
  }
}

-- en.lua - what redefine, diff and the history of rounds say in English
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- The three languages have the same keys and the same {names}; a test sees to that.

return {
  diff = {
    result = "Result", parts = "Promises, touchpoints, actions, rules", part = "What",
    change = { added = "added", dropped = "dropped" },
    kinds = { promise = "promise", touchpoint = "touchpoint", action = "action", rule = "rule of the loop" },
    field = { text = "words", kind = "kind", name = "name", owner = "owner", phase = "phase", peak = "peak", need = "need",
              feel = "emotion", practice = "practice", serves = "serves", resources = "resources", finding = "finding",
              action = "action", due = "day", opened = "opened", done = "done", cost = "cost", cause = "cause",
              tell_to = "told to", tell_by = "told by", tell_due = "told by the day", told = "told", when = "when",
              contact = "contact within", tell = "told within", touchpoint = "touchpoint", channel = "channel",
              role = "role", from_function = "worked out by a function" },
    same = "Alike.", goals = "Goals", posts = "Moved goalposts", questions = "Questions", goal = "Goal", what = "What changed",
    old = "Before", new = "Now", target = "Target", old_data = "On the old data", new_data = "On the new data",
    asked = "Question", trend = "Its trend", bridged = "goes on: the plan bridges it", broken = "is broken",
    results = "Results",
    kind = { added = "added", dropped = "dropped", raised = "raised", lowered = "lowered", turned = "turned round",
             due = "due day moved", metric = "another metric", owner = "another owner" },
    question = { wording = "the wording", scale = "the scale", codes = "the codes" },
    because = { fell = "{goal}: {now}, because the target fell from {old} to {new}; on the old target: {was}.",
                rose = "{goal}: {now}, because the target rose from {old} to {new}; on the old target: {was}.",
                turned = "{goal}: {now}, because the goal was turned round; on the old target: {was}." },
  },

  redefine = {
    able = "What can be done", open = "Open", late = "Overdue", untold = "Not told of", interval = "Interval", n = "n",
    left = "Left of the budget: {left} of {budget}, after resources and the costs of actions.",
    rule = { known = { ideas = "ideas", ["path without goal"] = "a path without a goal",
                       ["unmet expectations"] = "unmet expectations", ["customers' ideas"] = "customers' ideas" },
             met = { one = "met in one round", other = "met in {n} rounds running" },
             missed = { one = "missed in one round", other = "missed in {n} rounds running" },
             none = { one = "unanswered in one round", other = "unanswered in {n} rounds running" } },
    heading = "Goals to decide on", goal = "Goal", promised = "Promised", result = "Result", proposal = "Proposal",
    reviewed = "Reviewed", why = "Why",
    note = "! = due for review. Proposals are the figures'; the decision is yours: --decide.",
    nothing = "The plan has no goals.", development = "Development plan", finding = "Finding", action = "Proposal",
    owner = "Owner", due = "Day", told = "Told", not_told = "not told yet", not_done = "not done yet",
    no_actions = "The plan has no actions.", decided = "{goal}: {word}; recorded.",
    unseen = { one = "not in one round", other = "not in {n} rounds" },
    word = { keep = "keep", raise = "raise", lower = "lower", drop = "drop", split = "split",
             ["cannot tell yet"] = "cannot tell yet", new = "new" },
    left_out = { gone = "{goal}: its number was not found at its line; change it by hand.",
                 many = "{goal}: its line has that number more than once; change it by hand.",
                 shared = "{goal}: several touchpoints share this goal; change it by hand.",
                 elsewhere = "{goal}: it stands in another file; change it there." },
    stairs = {
      heading = "The six stairs", stair = "Stair", is = "State", done = "Done", overdue = "Overdue", open = "Open",
      next = "What to do next", leading = "How well the leading itself succeeds",
      note = "Overdue = its day has passed. Open = what cxlua check warns of.",
      state = { done = "done", open = "open", overdue = "overdue", none = "not in the plan" },
      done_of = "{done} of {all} {what}",
      what = { define = "promises served", touchpoints = "touchpoints with a goal", organise = "places in training",
               implement = "actions told", measure = "goals decided", redefine = "goals looked at" },
      left_of = "left to do: {list}.",
      overdue_of = { one = "overdue: {list}.", other = "overdue: {list}." },
      more = { one = "one more", other = "{n} more" },
    },
    state = { missed = "missed", behind = "behind" },
    reason = {
      met_sure = {
        one = "met; {to} is sure already: {range}, n = {answers}.",
        other = "met in {n} rounds running; {to} is sure already: {range}, n = {answers}." },
      met_trend = {
        one = "met and getting better; {to} is sure in the next round if that goes on: now {range}, n = {answers}.",
        other = "met in {n} rounds running and getting better; {to} is sure in the next round if that goes on: now "
                .. "{range}, n = {answers}." },
      met_no_room = {
        one = "met, but nothing harder than {target} is sure: {range}, n = {answers}.",
        other = "met in {n} rounds running, but nothing harder than {target} is sure: {range}, n = {answers}." },
      met_no_way = {
        one = "met, but there is no interval that a harder goal could rest on.",
        other = "met in {n} rounds running, but there is no interval that a harder goal could rest on." },
      met_busy = {
        one = "met and {sure} is sure, but {owner} has to finish or tell of this first: {list}.",
        other = "met in {n} rounds running and {sure} is sure, but {owner} has to finish or tell of this first: {list}." },
      met_poor = {
        one = "met and {sure} is sure, but of the budget {left} of {budget} is left.",
        other = "met in {n} rounds running and {sure} is sure, but of the budget {left} of {budget} is left." },
      met_bare = {
        one = "met and {sure} is sure, but the touchpoint has no resources.",
        other = "met in {n} rounds running and {sure} is sure, but the touchpoint has no resources." },
      met_few = { one = "met in one round; it is raised after {wanted}.",
                  other = "met in {n} rounds running; it is raised after {wanted}." },
      missed_running = {
        one = "{state}; the answers still allow {to}: {value} ({range}), n = {answers}.",
        other = "{state} in {n} rounds running; the answers still allow {to}: {value} ({range}), n = {answers}." },
      missed_few = { one = "{state} in one round; act first, it is lowered after {wanted}.",
                     other = "{state} in {n} rounds running; act first, it is lowered after {wanted}." },
      missed_better = { one = "{state}, but going the right way.",
                        other = "{state} in {n} rounds running, but going the right way." },
      missed_near = { one = "{state}, but one step that could be seen reaches it.",
                      other = "{state} in {n} rounds running, but one step that could be seen reaches it." },
      unanswered = { one = "nobody answered.", other = "nobody answered in {n} rounds running." },
      no_answers = "nobody answered in this round.", hidden = "too few answered for their figure to be shown.",
      never = "no number of answers decides it while the result stays at {value}.",
      late = "at this flow it is decided by {month}, after its day {due}: ask more people, or move the day.",
      month = "at this flow it is decided by {month}.", needed = "{needed} answers would decide it.",
      open = "the figures do not decide it.",
      parts = "{round}surely met in {met}, {met_value} ({met_range}), n = {met_n}; surely missed in {missed}, "
        .. "{missed_value} ({missed_range}), n = {missed_n}.",
      no_goal = "the touchpoint has no goal.", finding = "a finding that nothing was done about: {text}.",
      idea = "an idea that is not used: {text}.",
      unmet = "{round}{share}% ({range}), n = {answers}, answered {answer} to “{asked}”; a goal of at most {to}% could "
        .. "be seen.",
    },
  },

  history = {
    heading = "Rounds that the ledger keeps", goal = "Goal",
    note = "Each round with its verdict on the target of its own time; where that was another one, it stands beside.",
    earlier = "Round {round}: its data have changed since it was kept; kept as version {version}: {list}.",
    earlier_few = "Round {round}: its data have changed since it was kept; not kept again: {list}.",
    few = "by too few people to be shown", star = "* The round changed after it was over.",
    version = "{round}, version {version}, kept {date}: {list}.",
    differs = "{round}: what was kept differs from what the data tell now: {list}.",
    saved = "Round {round}: kept in the ledger.",
    again = { one = "Round {round}: kept as version {version}; one result differs: {list}.",
              other = "Round {round}: kept as version {version}; {n} results differ: {list}." },
    again_goals = "Round {round}: kept as version {version}; goals differ: {goals}.",
    goals = "Goals differ: {goals}.",
    again_plan = "Round {round}: kept as version {version}; the plan's text differs, the results do not.",
    again_else = "Round {round}: kept as version {version}; the results are the same, what stands beside them differs.",
  },
}

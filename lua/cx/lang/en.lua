-- en.lua - every word of a report, in English.
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- The three language files have exactly the same keys; a test says so.

return {
  code = "en",

  format = {
    decimal = ".", thousands = ",", percent = "%", minus = "−",
    date = "{day} {month_name} {year}", month = "{month_name} {year}",
    month_names = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
    pair = "{a} and {b}", comma = ", ",
    range = "{low}–{high}", range_signed = "{low}…{high}",
  },

  -- number words up to ten: as the subject of a sentence, and after "of"
  count = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" },
  count_of = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" },

  title = {
    subject = "Customer experience: goals and results", subject_staff = "Staff experience: goals and results",
    round = "round {name}", as_of = "as of {date}", due = "due {date}", untitled = "Plan",
  },

  heading = {
    goals = "Touchpoints in the order of the journey",
    decide = "Management is asked to decide",
    basis = "What the numbers rest on",
    details = "The numbers in full, touchpoint by touchpoint",
    plan = "What the plan says",
    receipt = "Reading receipt",
    files = "Files", dropped = "Rows dropped", repaired = "Rows repaired",
    missing = "Missing answers", off_scale = "Answers off their scale", dialect = "How the files were read",
  },

  sentence = {
    all_met = { one = "The only goal is met.", other = "All {count_of} goals are met." },
    met = { one = "{Count} of {total_of} goals is met.", other = "{Count} of {total_of} goals are met." },
    none_met = { one = "The goal is not met so far.", other = "None of the {total_of} goals is met so far." },
    behind = { one = "{Count} is behind: {names}.", other = "{Count} are behind: {names}." },
    missed = { one = "{Count} was missed: {names}.", other = "{Count} were missed: {names}." },
    none_behind = "None is behind.",
    open = { one = "{Count} cannot be told yet", other = "{Count} cannot be told yet" },
    open_sure = { one = "{count} is almost certainly met", other = "{count} are almost certainly met" },
    open_unlikely = { one = "{count} is unlikely to be met", other = "{count} are unlikely to be met" },
    all_told = "Every verdict holds at {confidence} confidence.", all_decided = "Every goal could be decided.",
    no_answers = { one = "There are no answers for one goal: {names}.",
                   other = "There are no answers for {count} goals: {names}." },
    needed = { one = "{name} cannot be told from {n} answer; about {needed} would be needed.",
               other = "{name} cannot be told from {n} answers; about {needed} would be needed." },
    needed_several = "{Count} of them cannot be told from the present number of answers: {names}.",
    needed_all = "None of them can be told from the present number of answers: {names}.",
    never = "{name} can never be told: its result is the goal itself.",
    others = { one = "{n} other", other = "{n} others" },
    no_goals = "The plan has no goals yet.",
  },

  decide = {
    behind = "{name}: the result is {value}, the goal {goal}. Which action, by when?",
    open = { one = "{name}: one answer cannot decide the goal; about {needed} would{when}. "
                 .. "Is it followed over a longer time, or is the metric changed?",
             other = "{name}: {n} answers cannot decide the goal; about {needed} would{when}. "
                 .. "Is it followed over a longer time, or is the metric changed?" },
    when = ", {month}",
    never = "{name}: no number of answers decides the goal while the result stays. Is the goal moved, or the metric changed?",
    no_answers = "{name}: there is nothing to measure the goal with. Who asks, and when?",
    untold = "{action}: done, but {days} late told to nobody. Is it told now?",
    untold_to = "{action}: done, but {days} late told to nobody. Is it told now: {to}?",
    undone = "{action} is {days} late. Does it get what it needs, or is it given up?",
    days = { one = "one day", other = "{n} days" },
    owner = "owner: {owner}",
  },

  outlook = {
    month = "by {month} with {flow}", late = "by {month} with {flow}, after the due date",
    flow = { week = "{n} a week", month = "{n} a month", quarter = "{n} a quarter", ["half-year"] = "{n} in half a year",
             year = "{n} a year" },
    power = "With a probability of {power} a change between two rounds is seen when each has so many answers: {list}.",
    power_item = "{metric}, {difference}: {n}",
    decided = "At the present flow the goal can be decided: {list}.", decided_item = "{metric} {month}",
    never = "{metric}: no number of answers decides the goal while the result stays.",
  },

  figure = {
    goals = "Goals", met = "Met", behind = "Behind", missed = "Missed", late = "Behind or missed",
    open = "Cannot tell yet", answers = "Rows used",
    of = "of {total}",
    answers_note = "of {read} read", sure_note = { one = "{n} almost certain", other = "{n} almost certain" },
    unlikely_note = { one = "{n} unlikely", other = "{n} unlikely" },
  },

  column = {
    phase = "Phase", touchpoint = "Touchpoint", metric = "Metric", result = "Result", interval = "(interval)",
    n = "n", goal = "Goal", bar = "worse ◂▸ better", status = "Status", probability = "Prob.",
    owner = "Owner", se = "Std error", n_effective = "n eff.", missing = "Missing", method = "Method",
    needed = "n needed", verdict = "Status", due = "Due", question = "Question", reason = "Reason", rows = "Rows, first ones",
    file = "File", bytes = "Bytes", count = "Rows", setting = "Setting", value = "Value", mark = "",
    answer = "Answer", share = "Share", people = "n", text = "Text", used = "Used",
    change = "Change", since = "Since", p = "p", p_adjusted = "p adj.", beyond = "Beyond noise", round = "Round",
  },

  change = {
    since = "since {round}", since_number = "since round {round}", since_last = "since the round before",
    rose = "{name} rose by {difference} {since}: more than noise.",
    rose_worse = "{name} rose by {difference} {since}, for the worse: more than noise.",
    fell = "{name} fell by {difference} {since}: more than noise.",
    fell_better = "{name} fell by {difference} {since}, for the better: more than noise.",
    better = { one = "One result has improved {since} by more than noise: {names}.",
               other = "{Count} results have improved {since} by more than noise: {names}." },
    worse = { one = "One result has got worse {since} by more than noise: {names}.",
              other = "{Count} results have got worse {since} by more than noise: {names}." },
    worse_too = { one = "One has got worse: {names}.", other = "{Count} have got worse: {names}." },
    none = { one = "The change {since} is within noise.", other = "No result has changed {since} by more than noise." },
    points = { one = "{n} point", other = "{n} points" },
    percent = { one = "{n} percentage point", other = "{n} percentage points" },
    legend = "Change {since}: ▲ ▼ = a rise or fall beyond noise, ! = for the worse (p at most {level}, {adjust}).",
    adjusted = { one = "one change", other = "adjusted by {way} over {n} changes" },
    unadjusted = { one = "one change", other = "unadjusted, {n} changes" },
    legend_of = "For {names}: {since}.",
    figure = "Changes beyond noise", figure_one = "Change {since}",
    better_note = { one = "{n} better", other = "{n} better" }, worse_note = { one = "{n} worse", other = "{n} worse" },
    interval_note = "interval {interval}: {beyond}", beyond = "beyond noise", within = "within noise",
    is_better = "for the better", is_worse = "for the worse",
    shared = { one = "One account or cluster answered in both rounds; the errors know it.",
               other = "{n} accounts or clusters answered in both rounds; the errors know it." },
    method = "Change: {confidence} confidence interval ({methods}); beyond noise = p at most {level}, {adjust}.",
  },

  rounds = {
    charts = "Control charts", of = "Round by round", change_of = "Changes",
    none = { one = "{list}: no earlier round to compare with.", other = "{list}: no earlier round to compare with." },
    trend = "{metric}: {text} over {n} rounds; {slope} a round (interval {interval}, p {p}).",
    trends = "Trends",
    chance = "Each has its own p, unadjusted; of {n}, chance alone would on average show {wrong} where there are none.",
    chart = "{name}: round by round",
  },




  round_why = { ["not asked"] = "not asked", ["other scale"] = "asked on another scale", ["no answers"] = "no answers" },

  legend = {
    probability = "Prob. = probability that the goal is truly met.",
    peak = "★ = planned peak moment.",
    bar = "Bar: the interval ├●┤ as its distance from the goal ▲, in shares of the scale.",
    met_sure = "Met = the whole interval is on the goal's side; missed or behind = none of it is.",
    met_probability = "Met = the result reaches the goal, truly so with a probability of at least {probability}; "
                   .. "missed or behind = it does not, with the same certainty.",
    met_margin = "Met = no part of the interval falls short of the goal by more than {margin}; missed or behind = all of it "
              .. "does; Prob. likewise.",
    met_of = "But for {names}: {rule}",
    chance_of_one = "Chance alone would decide a goal wrongly with a probability of at most {risk}.",
    chance_below_one = "Of {total_of} goals, chance alone would on average decide fewer than one wrongly.",
    chance = { one = "Of {total_of} goals, chance alone would on average decide at most about one wrongly.",
               other = "Of {total_of} goals, chance alone would on average decide at most about {count} wrongly." },
  },

  basis = {
    rows = "{read} rows read, {used} used, {dropped} dropped.",
    warning = "Warning: {n} of the {read} rows of {survey} could not be used. The results rest on the rest alone.",
    in_full = "A result without an interval is counted in full, without sampling error.",
    reasons = "The reasons are in the reading receipt.",
    interval = "Interval = {confidence} confidence interval ({methods}).",
    weighted = "Weighted by {weight}.", unweighted = "Unweighted.",
    round = "Round {name}: {n} rows.",
    teller = "Told by cxlua: the same data give the same report.",
  },

  describe = {
    text = "For description alone: {list}.", efficiency = "weighting efficiency {range}", effect = "design effect {range}",
  },

  design = {
    errors = "Errors by {units}{survey}{more}.", within = "{units} in {strata}", rows = "rows",
    accounts = { one = "one account", other = "{n} accounts" }, clusters = { one = "one cluster", other = "{n} clusters" },
    strata = { one = "one stratum", other = "{n} strata" },
    lonely = "; lonely strata: {policy} ({n})", population = "; finite population corrected",
  },

  lonely = { adjust = "adjusted", remove = "removed", average = "averaged", fail = "refused" },

  status = {
    met = "met", missed = "missed", behind = "behind", ["cannot tell"] = "cannot tell yet",
    ["almost certain"] = "almost certain", unlikely = "unlikely", no_answers = "no answers", hidden = "hidden",
  },

  privacy = {
    hidden = "hidden", total = "total",
    bound = "{cell} can be nothing but {value}, since counts are not negative",
    unproved = "{cell} is not proved to be safe",
    safe = { one = "{n} hidden cell; it cannot be worked out from what is published.",
             other = "{n} hidden cells; none of them can be worked out from what is published." },
    contradicts = "The published totals contradict each other.",
    legend = "“hidden”: fewer than {minimum} people, or needed to protect such a result; empty looks the same.",
    goals = { one = "{Count} goal is hidden.", other = "{Count} goals are hidden." },
    quote = "“{text}”", quotes = "hidden, fewer than {n} comments",
    rows = "The rows of this survey are hidden.",
  },

  phase = { before = "before", during = "during", after = "after" },

  unit = { percent = "%", points = "points", score = "score" },

  metric = {
    nps = "NPS", enps = "eNPS", csat = "satisfied", ces = "ease", mean = "mean", share = "share", emotion = "emotion",
    index = "experience index",
    told = "told to customers", reviewed = "goals reviewed", coverage = "trained", ideas_received = "ideas received",
    ideas_used = "ideas used", ideas_reported = "ideas reported back",
    complaints_per_1000 = "complaints per 1,000 contacts", staff_commitment = "staff commitment",
    days_with_customers = "days with customers", proposals_adopted = "staff proposals adopted",
    solved_without_asking = "solved without asking",
    good_start = "good start", first_contact = "solved in one go", waiting = "wait for first contact, h",
    promises_kept = "promises kept", promises_late = "promises kept late", promises_broken = "promises broken",
    asked = "asked", met = "met when it suited", answered = "acutest need answered", handed_on = "handed on",
    told_return = "told when the expert returns", assured = "assured that it proceeds", greeted = "greeted",
    reacted = "reacted", thanked = "thanked", kept_in_touch = "kept in touch", returned = "expert returned",
    solved = "solved", lost = "customer lost", came_back = "customer came back",
  },

  method = {
    ["adjusted wald"] = "adjusted Wald", wald = "Wald", wilson = "Wilson", ["wilson survey"] = "Wilson for surveys",
    logit = "logit", arcsine = "arcsine", likelihood = "likelihood",
    score = "score", t = "t", ["korn-graubard beta"] = "Korn–Graubard beta", ["equal answers"] = "equal answers",
    ["counted in full"] = "counted in full",
    newcombe = "Newcombe", ["welch t"] = "Welch t", ["linearised t"] = "linearised t", ["paired t"] = "paired t",
    ["welch t with a stand-in error"] = "Welch t with a stand-in error",
    ["linearised t with a stand-in error"] = "linearised t with a stand-in error",
  },

  reason = {
    empty = "empty", ["short row"] = "short row", ["off scale"] = "off scale", unreadable = "unreadable", missing = "missing",
    ["blank line"] = "blank line", ["long row"] = "row too long", ["no weight"] = "no weight", ["bad weight"] = "bad weight",
    ["not in only"] = "outside the survey's rows", ["empty surplus cells"] = "empty cells too many",
    ["stray quote"] = "stray quote", ["no time"] = "unreadable time", ["NUL byte"] = "NUL byte",
    ["not UTF-8"] = "unreadable characters", ["column renamed"] = "column renamed", ["not asked"] = "not asked",
    ["not answered"] = "not answered", ["not applicable"] = "not applicable", ["don't know"] = "don't know",
    ["does not apply"] = "does not apply", ["event never seen"] = "declared event never seen",
    ["not handed on"] = "not handed on", ["not due yet"] = "not due yet", ["not contacted"] = "not contacted",
    ["not late"] = "not late", ["no case"] = "no case", ["promise without a case"] = "promise without a case",
    ["after today"] = "after today", ["repeated row"] = "repeated row", ["unknown event"] = "unknown event",
    ["no event"] = "no event", ["out of order"] = "not in the order of time",
    ["unreadable promise"] = "unreadable promise", ["promise due before it was made"] = "promise due before it was made",
    ["skipped hour"] = "hour that summer time skips", ["zone left out"] = "time zone left out",
    ["several places"] = "case in several places", ["before its start"] = "end before its start",
  },

  contacts = {
    promises = "Promises in the contact log", promise = "Promise", cases = "Cases", kind = "Start", wait = "Wait",
    fate = { none = "none made", kept = "kept", late = "kept late", broken = "broken", open = "not due yet" },
    share = { one = "Kept {share} of the one whose time has come.", other = "Kept {share} of the {n} whose time has come." },
    outcomes = "What became of the cases, by the worst of their promises",
    starts = "Good start beside solved in one go, on the same cases",
    start = { both = "good start, solved in one go", start = "good start alone", once = "solved in one go alone",
              neither = "neither" },
    difference = "Difference {difference} percentage points (interval {interval}).",
    delays = "By the wait for the first contact", trend = "Loss with longer waits: {text} (p {p}).",
    items = "How customers were met: share of cases with a coded item",
    coded = "How it was done: cases with a coded item, and without it", item = "Item", with = "with", without = "without",
    caution = "Such cases differ in more than this: what goes together is no proof of a cause.",
  },

  contact = { ["0"] = "no", ["1"] = "yes", kept = "kept", late = "late", broken = "broken", outcome = "promises" },

  receipt = {
    guessed = "guessed", given = "given",
    summary = "{read} rows read = {used} used + {dropped} dropped.",
    design = "Size of the design: {n}.",
    nothing_dropped = "No row was dropped or repaired.",
    without_round = { one = "One row has no round and is in no result.",
                      other = "{n} rows have no round and are in no result." },
    earlier = "{name}, round {round}",
    unplanned = "Touchpoints not in the plan: {list}.",
    without_rows = "'{name}' has no rows.",
    nearest = "'{name}' has no rows; did you mean '{nearest}'?",
  },

  setting = {
    encoding = "encoding", delimiter = "delimiter", quote = "quote", escape = "escape", newline = "line end",
    skip_space = "spaces skipped", decimal = "decimal mark", day_order = "order of dates", skip_rows = "rows skipped",
    header_rows = "header rows", compression = "compression",
  },

  setting_value = {
    tab = "tab", space = "space", none = "none", yes = "yes", no = "no", dmy = "day first", mdy = "month first",
  },

  section = {
    define = "1 Define", touchpoints = "2 Develop", organise = "3 Organise", implement = "4 Implement",
    measure = "5 Measure", redefine = "6 Redefine",
  },

  kept = {
    zone = "clock", hours = "working hours",
    value = "value produced", experience = "experience wanted", benefit = "benefit to the customer", brand = "brand",
    emotions = "emotions", now = "now", future = "in future", principles = "principles", claims = "claims",
    owners = "owners", lead = "lead", recruiting = "recruiting", training = "training", rewards = "rewards",
    authority = "authority", functions = "functions", norms = "norms", events = "events", goals = "goals",
    leadership = "leadership", staff = "staff", operation = "operation", services = "services", systems = "systems",
    done = "done", of = "of", due = "due", kept = "kept", outside = "outside the house", cost = "cost",
    actions = "actions", loop = "closed loop", strategic = "strategic choices", daily = "daily choices",
    budget = "budget", resources = "resources", finding = "finding", action = "action", cause = "cause",
    owner = "owner", tell = "told", to = "to", by = "by", when = "when", contact = "contact", expect = "expected",
    review = "review", raise = "raise when", expectations = "expectations", new = "new", bridges = "bridges",
    was = "was", unit = "unit", source = "source", is = "is", part = "part", outcome = "outcome", from = "from",
    pulse = "pulse", leading = "leading", worth = "worth", practice = "practice", serves = "serves", id = "id",
    decisions = "decisions", title = "title", text = "text", inputs = "inputs", fun = "a function", yes = "yes", no = "no",
    told = "told", reach = "reached", edge = "hard to copy", images = "images", comfort = "comfort at work",
    contribution = "contribution", together = "together", frame = "performance", benchmarks = "benchmarks",
    opened = "opened", hook = "hook", holidays = "holidays", retention = "kept for", route = "route", group = "group",
    drop = "drop when", lower = "lower when", split = "split when", messages = "messages", channel = "channel",
    role = "role", need = "need", feel = "wanted emotion", sells = "sells", after = "after", every = "rounds between",
    until_round = "until round", date = "date", survey = "survey", touchpoint = "touchpoint",
  },

  duration = {
    hour = { one = "{n} hour", other = "{n} hours" },
    day = { one = "{n} day", other = "{n} days" },
    working_day = { one = "{n} working day", other = "{n} working days" },
    working_hour = { one = "{n} working hour", other = "{n} working hours" },
    week = { one = "{n} week", other = "{n} weeks" },
    month = { one = "{n} month", other = "{n} months" },
    year = { one = "{n} year", other = "{n} years" },
    rounds = { one = "every round", other = "every {n} rounds" },
  },

  kept_value = {
    web = "web", phone = "phone", email = "e-mail", visit = "visit", store = "store", chat = "chat",
    human = "human", digital = "digital", routine = "routine", demanding = "demanding", people = "people",
    system = "system", usability = "usability",
  },

  measures = {
    shared = "of it shared between touchpoints",
    caption = "Measures", subject = "Of", ["no data"] = "no data", ["no answers"] = "no answers",
    promises = "Promises and the goals of their touchpoints", promise = "Promise", touchpoints = "Touchpoints",
    met = "Met", open = "Open", unserved = "none serves it",
  },

  compare = {
    higher = "{a} {difference} higher than {b}, beyond noise",
    lower = "{a} {difference} lower than {b}, beyond noise",
    none = "{a} and {b}: no difference that the answers can tell",
    absent = "{a} and {b}: no answers to compare",
    unsure = "{a} and {b}: the answers vary too little to tell a difference",
    first = "the first", second = "the second", rest = "the rest", total = "all together", blank = "(blank)",
    points = "{difference} points", percent = "{difference} percentage points", score = "{difference}",
    differ = "the groups answer differently, beyond noise", alike = "no difference between groups that the answers can tell",
    ranks_higher = "{a} answers higher than {b} in {share} of pairs, beyond noise",
    ranks_lower = "{a} answers lower than {b} in {share} of pairs, beyond noise",
    untested = "cannot be tested: too few clusters, or answers too much alike within the groups",
    doubtful = " (too few answers for this test to be trusted)",
    moved = "from {before} to {after}, by {change}: {mix} by mix, {rate} by rate",
    moved_questionnaire = "from {before} to {after}, by {change}: {mix} by mix, {rate} by rate, "
        .. "{questionnaire} by the questionnaire",
    power_within = "{n} answers tell the value to ±{difference}",
    power_rounds = "{n} answers in each round show a change of {difference}",
    power_chance = "a change of {difference} is seen with probability {chance}",
    power_months = "can be decided in {months} months, from {n} answers",
    power_decided = "is decided already", power_never = "can never be decided so",
  },

  csv = {
    id = "id", phase = "phase", touchpoint = "touchpoint", peak = "peak", owner = "owner", metric = "metric",
    question = "question", unit = "unit", relation = "relation", target = "target", due = "due", value = "value",
    low = "low", high = "high", se = "se", n = "n", n_effective = "n_effective", missing = "missing", method = "method",
    verdict = "verdict", probability = "probability", n_needed = "n_needed", yes = "yes", no = "no",
    round = "round", change_from = "change_from", change = "change", change_low = "change_low", change_high = "change_high",
    change_p = "change_p", change_p_adjusted = "change_p_adjusted", beyond_noise = "beyond_noise", met_rule = "met_rule",
    per_round = "per_round", month = "month", section = "section", subject = "subject", never = "never",
    rule = { sure = "sure", probability = "probability {x}", margin = "margin {x}" },
    at_least = "at least", at_most = "at most",
  },

  chart = {
    goals_title = "{name}: result and interval against the goal",
    goals_desc = "{metric}: result {value}, interval {interval}, goal {goal}: {status}.",
    distribution_title = "{name} · distribution of answers",
    distribution_weighted = "{name} · distribution of answers, weighted",
    distribution_desc = "Shares of {n} answers: {shares}.",
    no_result = "no result",
  },

  series = {
    empty = { one = "One round without answers is left out.", other = "{n} rounds without answers are left out." },
    replaced = { one = "In one round all answers are equal: the error of its interval stands in.",
                 other = "In {n} rounds all answers are equal: the errors of their intervals stand in." },
  },

  trend = {
    rise = "a rise beyond noise", fall = "a fall beyond noise", none = "no trend that the answers can tell",
  },

  control = {
    centre = "centre", upper = "upper limit", lower = "lower limit", baseline = "baseline",
    values = "The values, point by point", point = "Point", value = "Value", limits = "Limits", mark = "Signal",
    summary = "Centre {centre}; limits {limits} at {label} ({method}).",
    found = { one = "One point is a signal.", other = "{Count} points are signals." },
    quiet = "No single point is a signal.",
    signal = "a signal", noise = "noise",
    above = "above the limits", below = "below the limits", row = "eight in a row on one side of the centre",
    jump = "a jump beyond what is usual",
    event = { rise = "higher afterwards, beyond noise", fall = "lower afterwards, beyond noise",
              none = "no change that the answers can tell" },
    warning = "Other things changed at the same time too: before and after alone do not show the cause.",
    not_frozen = "No baseline is frozen: centre and limits come from the whole series, signals included.",
    few = { one = "The baseline has one point only: its limits are unsure.",
            other = "The baseline has {n} points only: its limits are unsure." },
    overlapping = "Rounds that share people are alike: signals are then less sure than they look.",
  },

  loop = {
    state = { open = "open", contacted = "contacted", fixed = "fixed", told = "told", confirmed = "confirmed",
              merged = "merged", found = "found", acted = "done" },
    step = { open = "opened", contact = "contacted", fix = "fixed", tell = "told", confirm = "confirmed",
             reopen = "reopened", ["cannot reach"] = "not reached", merge = "merged", assign = "handed over", note = "noted",
             join = "another answer" },
    cause = { people = "people", system = "system", usability = "usability", unknown = "not said" },
    column = { id = "case", state = "state", late = "late", opened = "opened", owner = "owner", touchpoint = "touchpoint",
               due = "due", cause = "cause", name = "person", when = "when", step = "step", who = "by", what = "what",
               finding = "finding", action = "action", n = "cases", done = "done", median = "median days",
               range = "95% interval", in_time = "in time",
               number = "no.", idea = "idea", from = "from", received = "received", used = "used", reported = "told back" },
    late = { contact = "to contact", tell = "to tell" }, unreachable = "out of reach",
    listed = { one = "One case.", other = "{n} cases." }, listed_late = { one = "One is late.", other = "{n} are late." },
    nothing = "No cases.", merged_into = "merged into {id}", forgotten = "forgotten",
    opened = { one = "Opened one case.", other = "Opened {n} cases." },
    known = { one = "One answer had its case already.", other = "{n} answers had their cases already." },
    nobody = { one = "One answer names nobody and opens nothing.", other = "{n} answers name nobody and open nothing." },
    old = { one = "One answer is too old and opens nothing.", other = "{n} answers are too old and open nothing." },
    early = { one = "One answer is dated later than tomorrow; it opens a case when its day comes.",
              other = "{n} answers are dated later than tomorrow; they open cases when their day comes." },
    dropped = { one = "The rules' own functions dropped one.", other = "The rules' own functions dropped {n}." },
    gone = { one = "One is of a person who was forgotten.", other = "{n} are of people who were forgotten." },
    retained = { one = "One event was too old to be kept.", other = "{n} events were too old to be kept." },
    took = { one = "One case: {step}.", other = "{n} cases: {step}." },
    meanwhile = { one = "Another run changed one of them meanwhile; look, and run this again.",
                  other = "Another run changed {n} of them meanwhile; look, and run this again." },
    idea = "Idea {id} is kept.", idea_use = "In use: idea {id}.", idea_report = "Told back: idea {id}.",
    met = "Kept: {who} met customers on {day}.", met_known = "{day} is kept already for {who}.",
    alone = "Solved without asking: {share} of fixed cases (95% interval {low} to {high}, n {n}).",
    source = { customer = "customer", staff = "staff" },
    acted = "Done: {action}. Now tell it.", told_all = "Told to the clientele: {action}.", found = "Finding {id} is kept.",
    imported = { one = "One case read; {changed} changed.", other = "{n} cases read; {changed} changed." },
    strangers = "Left alone: {names}.",
    backed_up = { one = "One event written to {file}.", other = "{n} events written to {file}." },
    restored = { one = "One event restored from {file}.", other = "{n} events restored from {file}." },
    renamed = "The ledger of {from} is now that of {to}.",
    forget = {
      none = "Forgotten: the ledger had no event of this person.",
      buried = { one = "Forgotten: of one event only the bare bones are left.",
                 other = "Forgotten: of {n} events only the bare bones are left." },
      redacted = { one = "In one other event a mark stands in the place of the name.",
                   other = "In {n} other events a mark stands in the place of the name." },
      searched = {
        bytes = "Searched: every text of {of} events and every byte of {files}. Neither the name, in small or capital letters, "
          .. "nor its fingerprint is there.",
        words = "Searched: every text of {of} events and every byte of {files}. Neither the name, which is short, as a whole "
          .. "word in small or capital letters, nor its fingerprint is there.",
        events = "Searched: every text of {of} events. Neither the name, which is short, as a whole word, nor its fingerprint "
          .. "is there. Written anew: {files}; in their bytes so short a name cannot be told from others.",
        server = "Searched: every text of {of} events. Neither the name nor its fingerprint is there, and the tables were "
          .. "written anew. The server's own log and its backups are its administrator's.",
      },
    },
    at_once = "Cases: {states}.", reopened = { one = "One of {of} that were fixed or told was opened again.",
    other = "{n} of {of} that were fixed or told were opened again." },
    given_up = { one = "One is out of reach.", other = "{n} are out of reach." }, causes = "Causes: {causes}.",
    told_of = "Told {told} of {of} actions.", cases_of = "Told {told} of {of} customers with a case.",
    waits = { one = "The oldest has waited one day.", other = "The oldest has waited {n} days." },
    actions_late = { one = "One is past its day of telling.", other = "{n} are past their day of telling." },
    findings = "Findings: {found}, of which became actions: {with}. Actions: {actions}, done: {done}, told: {told}.",
    effect = "{metric} of the next answer: told {a} (n {na}), not told {b} (n {nb}); "
      .. "difference {difference} ({low} to {high}).",
    effect_few = "{metric} of the next answer: told n {na}, not told n {nb}; too few to compare.",
    selection = "Nobody drew lots about who was told: those told may differ in other ways, so this proves no effect.",
    open_round = "The round is open: told {told} of {of} actions to the customers.",
    open_cases = "Told {told} of {of} customers with a case.", times = "Times", stats = "The loop",
  },

  page = {
    more = "More pages: cxlua PLAN | less, or report = { html = \"report.html\" } in the plan.",
  },
}

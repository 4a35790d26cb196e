-- inventory_spec.lua - everything that customer-experience management is made of has its place in a plan
--
-- The numbers are those of the domain's inventory: entities, processes, measures and rules. An entry is a plan with the
-- place filled in, and the words that its report then shows; or the rules of check that ask for it (rules_spec.lua
-- shows that each of them finds what it is for); or the specs that are about it.

local cx = require "cx"
local check = require "cx.check"
local made = dofile "tests/lua/cx/plan/made.lua"

local TODAY = "2026-06-01"

local INVENTORY = { -- entities; processes; measures; rules
  3, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 27, 29, 33, 40, 42, 55, 56, 57, 62, 64, 66, 67, 71, 78, 82, 83, 85, 109, 111, 117,
  121, 126, 1, 16, 19, 21, 115, 116, 17, 18, 35, 43, 44, 49, 50, 72, 75, 87, 93, 94, 95, 96, 97, 98, 146, 2, 7, 20, 26, 28,
  30, 31, 34, 36, 41, 70, 77, 80, 88, 89, 90, 91, 114, 124, 125, 127, 128, 129, 130, 132, 138, 139, 142, 143, 147,
}


-- ---- what plans are made of ------------------------------------------------------------------------------------

local asked = cx.survey {
  text = "touchpoint,nps,care,understood,mood,expected,who,firm,month\n"
    .. ("store,9,5,4,glad,above,P,F,2026-05-01\nstore,8,4,5,nothing,as,Q,F,2026-05-02\nstore,3,2,1,cross,below,R,G,2026-05-03\n"):rep(12),
  name = "asked", touchpoint = "touchpoint", person = "who", account = "firm", time = "month",
  questions = { nps = cx.scale.nps {}, care = cx.scale { 1, 5, part = "emotion", text = "I was looked after" },
                understood = cx.scale { 1, 5, part = "emotion", text = "They understood me" },
                mood = cx.scale.names { "glad", "nothing", "cross" }, expected = cx.scale.names { "below", "as", "above" } },
}

local pulse = cx.survey {
  text = "week,support,meaning,workplace\n" .. ("2026-05-04,5,4,9\n2026-05-11,4,4,8\n"):rep(15),
  name = "pulse", about = "staff", time = "week",
  questions = { support = cx.scale { 1, 5, text = "How supported do you feel?" }, workplace = cx.scale.nps {},
                meaning = cx.scale { 1, 5, text = "I know my part in the experience" } },
}

local nps, support = cx.metric.nps(asked.nps), cx.metric.mean(pulse.support)

local log = cx.contacts {
  text = "case,time,event,due\n" .. ("1,2026-05-01 09:00,met,\n1,2026-05-01 09:05,answered,\n1,2026-05-01 09:10,handed_on,2026-05-02\n"
    .. "1,2026-05-01 09:12,told_return,\n1,2026-05-01 09:13,assured,\n1,2026-05-02 08:00,returned,\n"),
  case = "case", time = "time", event = "event", promise = "due",
}

local crm = cx.series { text = "month,sales,refunds\n2026-04,100,3\n2026-05,120,4\n", time = "month", sum = { "sales", "refunds" } }


local function store(more)
  local one = { "store", goals = { cx.goal { nps, at_least = 10 } } }
  for key, value in pairs(more) do one[key] = value end
  return { one, { "web", after = "store", goals = { cx.goal { nps, at_least = 10 } } } }
end


-- ---- the table -------------------------------------------------------------------------------------------------

-- { rows of the inventory, options of the plan, what its report shows }
local PLACES = {
  { "the six stairs, each with its section", { 1, 19, 30 },
    { define = { value = "V" }, organise = { lead = "Anna" }, implement = { budget = 5 }, redefine = { new = "ideas" },
      measure = { frame = { service = nps } }, touchpoints = store { practice = "P" } },
    { "1 Define", "2 Develop", "3 Organise", "4 Implement", "5 Measure", "6 Redefine" } },
  { "goals that say the value, the experience and the benefit", { 3, 4, 5, 6, 127 },
    { define = { value = "Time for life", experience = { care = "I am looked after" }, benefit = "Back in 4 hours" },
      touchpoints = store { serves = "care" } }, { "Time for life", "I am looked after", "Back in 4 hours" } },
  { "emotions now and in future, images, brand, principles, what is hard to copy", { 42, 55, 56, 82, 26 },
    { define = { emotions = { now = "calm", future = "proud" }, images = "the old yellow van", brand = "human",
                 principles = { "trust instead of fear" }, edge = "people who stay" } },
    { "calm", "proud", "the old yellow van", "human", "trust instead of fear", "people who stay" } },
  { "touchpoints along the journey, with goals of their own", { 7, 8, 62, 64 },
    { touchpoints = store { phase = "before" } }, { "Before", "store", "web" } },
  { "channel, human or digital, routine or demanding, sales", { 70, 71, 78, 80 },
    { touchpoints = store { channel = { "phone", "the mobile van" }, role = "human", need = "demanding", sells = true } },
    { "the mobile van", "human", "demanding", "sells" } },
  { "service that sells, measured", { 72 }, { touchpoints = store { sells = crm.sales } }, { "sales" } },
  { "the practice that secures a goal, and whether it is kept", { 9, 41 },
    { touchpoints = store { practice = { "the offer within a day", kept = cx.metric.share(asked.mood, "glad") } } },
    { "the offer within a day", "glad" } },
  { "what a touchpoint serves, evokes and is given", { 16, 52, 142 },
    { define = { experience = { care = "I am looked after" } }, implement = { budget = 9000 },
      touchpoints = store { serves = "care", feel = "relieved", peak = true, resources = 4000 } },
    { "I am looked after", "relieved", "4,000", "9,000" } },
  { "recruiting, rewards, comfort, authority, contribution, one group for both matters", { 10, 12, 34, 35, 83, 96, 112 },
    { organise = { recruiting = { "attitude before skill", kept = support }, rewards = "a bonus for kept promises",
      comfort = support, authority = { "200 euros without asking", goals = { cx.goal { support, at_least = 2 } } },
      contribution = { "value added is looked at weekly", kept = support }, together = "the Monday group" } },
    { "attitude before skill", "a bonus for kept promises", "200 euros without asking", "value added is looked at weekly",
      "the Monday group" } },
  { "training, emotional skills too, and its coverage", { 11, 29, 111, 132 },
    { organise = { training = { ["emotional skills"] = { done = 31, of = 46, due = "2026-12-31" } } } },
    { "emotional skills", "31", "46" } },
  { "who leads, who owns, who is from outside", { 27, 28, 128 },
    { organise = { lead = "sales", owners = { sales = "head of sales", calls = { "the call centre", outside = true } } } },
    { "head of sales", "the call centre", "outside" } },
  { "the five functions round the customer, each with its measure", { 33 },
    { organise = { functions = { leadership = support, staff = support, operation = nps, services = nps, systems = support } } },
    { "leadership", "operation", "services", "systems" } },
  { "norms, meaning, events that turn the mood", { 40, 109, 138 },
    { organise = { norms = { "equality", "every job has its customer" }, events = { { "2026-02-01", "the manager left", unit = "Turku" } } } },
    { "equality", "every job has its customer", "the manager left", "Turku" } },
  { "daily choices that are counted, and strategic ones with what they are to change", { 14, 15 },
    { implement = { daily = { refunds = crm.refunds }, strategic = { { "2026-01-12", "a call for everyone", expect = { nps, 5 } } } } },
    { "refunds", "a call for everyone" } },
  { "findings, actions tied to them, causes, and the telling", { 66, 67, 114, 115, 116, 117 },
    { implement = { actions = { { finding = "rows of the bill are not understood", action = "a new bill", cause = "system",
      owner = "money", due = "2026-08-31", cost = 7500, tell = { to = "all customers", by = "a letter", due = "2026-09-15" } } } } },
    { "rows of the bill are not understood", "a new bill", "system", "all customers", "a letter", "7,500" } },
  { "a rule that opens a case, and how long its data are kept", { 85, 114, 125 },
    { implement = { loop = { { when = "nps <= 6", contact = "2 working days", tell = "14 days" }, retention = "3 years" } } },
    { "nps <= 6", "2 working days", "14 days", "3 years" } },
  { "results against goals, none without n, interval and method", { 17, 77, 93 }, { touchpoints = store {} },
    { "NPS", "Wald", "36", "Interval" } },
  { "how well the leading itself succeeds, days with customers too", { 18, 129, 130 },
    { measure = { leading = { cx.goal { cx.leading.days_with_customers(7), at_least = 12 }, cx.leading.proposals_adopted(3) } } },
    { "days with customers", "proposals" } },
  { "staff: the weekly pulse, eNPS, their own part", { 94, 95, 139 },
    { measure = { surveys = { asked, pulse }, pulse = { support, cx.metric.enps(pulse.workplace), cx.metric.mean(pulse.meaning) } } },
    { "support", "eNPS", "meaning" } },
  { "felt care and felt understood, each an item of its own", { 49, 146, 97 },
    { measure = { surveys = asked, frame = { care = cx.metric.csat(asked.care), understood = cx.metric.csat(asked.understood) } } },
    { "care", "understood" } },
  { "emotion with a class for none at all, and experience against expectation", { 50, 43 },
    { measure = { frame = { mood = cx.metric.emotion { question = asked.mood, positive = "glad", negative = "cross", none = "nothing" },
      expectation = cx.metric.share(asked.expected, "above") } } }, { "mood", "expectation" } },
  { "behaviour, the performance frame, benchmarks with source and date", { 75, 98 },
    { measure = { behaviour = crm, frame = { money = crm.sales, service = nps },
      benchmarks = { { "NPS of the trade", 31, source = "a yearly study", date = "2025-06-01" } } } },
    { "money", "service", "NPS of the trade", "a yearly study" } },
  { "the good start by its criteria, beside first-contact resolution", { 87, 88, 89, 90, 91 },
    { measure = { contacts = log, frame = { start = log.good_start, met = log.met, need = log.answered, returned = log.told_return,
      assured = log.assured, once = log.first_contact } } },
    { "good start", "once" } },
  { "when goals are looked at again, by whom, from what", { 2, 20, 21, 36, 37, 147 },
    { round = "quarter", redefine = { review = { every = 2, owner = "the board", by = { "customers", "staff" } },
      inputs = { "successes", "customers' workshop" }, expectations = asked.expected, new = { "ideas", "unmet expectations" },
      raise = "whenever two rounds were sure" } },
    { "the board", "customers' workshop", "unmet expectations", "whenever two rounds were sure" } },
  { "the public sector, without rivals and revenue", { 31 }, { public_sector = true, define = { value = "knowledge" } },
    { "knowledge" } },
}

-- What has a place that no plan's report shows by a word: the spec that is about it.
local ELSEWHERE = {
  [44] = "panel_spec.lua: the same person in an earlier round",
  [57] = "design_spec.lua: persons inside an account",
  [121] = "measure.worth: what referrals are worth (measure_spec.lua)",
  [124] = "result_spec.lua: the same data, the same bytes",
  [126] = "nothing to hold: it tells where the subject comes from",
}

-- What is the part of measures that a plan only names here.
local NAMED = {
  [143] = { define = { claims = { "emotion drives the whole" } } },
}


-- The report of a plan in Markdown.
local function report(options)
  local all = {}
  for key, value in pairs(options) do all[key] = value end
  all.define = all.define or false
  local measure = { surveys = { asked, pulse } }
  for key, value in pairs(all.measure or {}) do measure[key] = value end
  all.measure, all.touchpoints = measure, all.touchpoints or store {}
  local path = os.tmpname()
  assert(cx.report.markdown(made.plan(all):run { today = TODAY }, path))
  local file <close> = assert(io.open(path, "rb"))
  os.remove(path)
  return (file:read "a":gsub("\u{a0}", " "):gsub("\\", ""):gsub("&lt;", "<"))
end


describe("a plan", function()
  for _, place in ipairs(PLACES) do
    local about, rows, options, shown = table.unpack(place)
    it(("(%s): holds %s"):format(table.concat(rows, " "), about), function()
      local text = report(options)
      for _, word in ipairs(shown) do assert.truthy(text:find(word, 1, true), word .. "\n" .. text) end
    end)
  end

  it("has a place for everything in the inventory, and says so of nothing that is not in it", function()
    local places = {}
    for _, place in ipairs(PLACES) do
      for _, row in ipairs(place[2]) do places[row] = true end
    end
    for _, rule in ipairs(check.rules()) do
      for _, row in ipairs(rule.items) do places[row] = true end
    end
    for row in pairs(ELSEWHERE) do places[row] = true end
    for row, options in pairs(NAMED) do places[row] = made.plan(options) ~= nil end
    for _, row in ipairs(INVENTORY) do assert.is_true(places[row] or false, ("row %d has no place"):format(row)) end
    for row in pairs(places) do assert.is_true(row >= 1 and row <= 148) end
  end)
end)

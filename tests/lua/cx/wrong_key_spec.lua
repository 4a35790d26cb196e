-- wrong_key_spec.lua - whatever stands under any key of what a plan is made of: it is taken, or refused in one line
--
-- Each value of a whole survey, contact log, series, table, scale, metric, goal, measure and rule is replaced by each of many
-- wrong ones (wrong.lua). A mistake is one line at the analyst's own, which names the key; nothing of another type than the
-- right one is taken, but where TAKES says so; and what is taken can be counted.

local cx = require "cx"
local wrong = dofile "tests/lua/cx/wrong.lua"

local TEXT = "answer,store,w,who,acc,day,str,clu,pop,wave,c\n9,a,1,p,A,2026-01-01,s,k,9,1,x\n3,b,1,q,B,2026-02-01,s,l,9,1,x\n"
local LOG = "case,moment,event,due,shop,channel,unit,acc,who,sat\n1,2026-01-01 10:00,asked,2026-01-02,a,x,y,A,p,5\n"
  .. "1,2026-01-01 11:00,met,,a,x,y,A,p,5\n1,2026-01-01 12:00,answered,,a,x,y,A,p,5\n"


local function survey()
  return cx.survey { text = TEXT, person = "who", account = "acc", round = "0", questions = { answer = cx.scale.nps } }
end


-- The options of how a file is read, with others.
local function read_as(options)
  local all = { encoding = "utf-8", delimiter = ",", quote = '"', escape = "", newline = "lf", skip_space = true, decimal = ".",
                day_order = "dmy", skip_rows = 0, header_rows = 1 }
  for key, value in pairs(options) do all[key] = value end
  return all
end


local whole, make, use = {}, {}, {}

function make.goal(given) return (cx.goal(given)) end
function whole.goal()
  return { cx.metric.nps(survey().answer), at_least = 3, due = "2026-12-31", id = "x", met = { margin = 2 }, minimum = 5 }
end

function make.survey(given) return (cx.survey(given)) end
function whole.survey()
  return read_as { text = TEXT, name = "x", time = "day", weight = "w", person = "who", account = "acc", touchpoint = "store",
    channel = "c", unit = "c", strata = "str", cluster = "clu", population = "pop", lonely = "adjust", about = "staff",
    only = "store >= 'a'", columns = "s*", scale = cx.scale.names { "a" }, record_limit = 100000, threads = 1, kernel = "portable",
    questions = { answer = cx.scale.nps, n = cx.scale.number { column = "w", text = "t", part = "p", missing = { [9] = "x" } } },
    names = { "answer", "store", "w", "who", "acc", "day", "str", "clu", "pop", "wave", "c" },
    privacy = { minimum = 2, quotes = 3 }, round = "1", earlier = { survey() } }
end
function use.survey(made)
  local tally = made:tally { of = "answer" }
  if tally then tally:close() end
end

make.files = make.survey
function whole.files() return { file = { "no/such.csv", "no/other.csv" }, round = { column = "wave" }, questions = {} } end

function make.contacts(given) return (cx.contacts(given)) end
function whole.contacts()
  return read_as { text = LOG, name = "log", case = "case", time = "moment", event = "event", promise = "due", touchpoint = "shop",
    channel = "channel", unit = "unit", account = "acc", person = "who", start = 3, bands = { 1, 4 }, zone = "Europe/Helsinki",
    events = { asked = "asked", met = { "met" }, answered = "answered", returned = "r", handed_on = false, mine = { "m", "n" } },
    shares = { quick = { has = "met", any = { "met" }, without = { "mine" }, of = "asked", text = "x",
                         within = { from = "asked", to = { "answered" }, hours = 2 } }, own = { rule = function() return true end } },
    kept_by = { asked = "returned" }, questions = { sat = cx.scale { 1, 5 } }, max_cases = 100, record_limit = 100000,
    join = { survey = survey(), by = { "account", "acc" }, of = { "answer" } }, today = "2026-03-01", privacy = { minimum = 2 },
    about = "staff", round = "1", earlier = {}, only = "event ~= 'z'" }
end
function use.contacts(made)
  local tally = made.survey:tally {}
  if tally then tally:close() end
end

function make.series(given) return (cx.series(given)) end
function whole.series()
  return read_as { text = "m,u,a,b,c,w\n2026-01-01,x,1,2,3,1\n", name = "x", time = "m", weight = "w", touchpoint = "u", unit = "u",
    channel = "u", only = "a > 0", privacy = { minimum = 1 }, round = "1", about = "staff", sum = { "a" }, mean = "b", percent = { "c" } }
end

function make.table(given) return (cx.table(given)) end
function whole.table() return { file = "x.csv", encoding = "utf-8", delimiter = ",", quote = '"', decimal = ".", skip_rows = 0 } end

function make.scale(given) return (cx.scale(given)) end
function whole.scale()
  return { 1, 5, column = "x", text = "x", part = "x", missing = { [0] = "blank", "77", no = "x" }, answers = { good = 5, [1] = "bad" } }
end
make.ends = make.scale
function whole.ends() return { from = 1, to = 5 } end
function make.names(given) return (cx.scale.names(given)) end
function whole.names() return { "a", "b", column = "x", missing = { "c" }, answers = { x = "a" } } end
function make.several(given) return (cx.scale.several(given)) end
function whole.several() return { "a", "b", column = "x", missing = { c = "d" } } end
function make.number(given) return (cx.scale.number(given)) end
function whole.number() return { from = 0, to = 5, column = "x", missing = { [9] = "d" } } end
function make.text(given) return (cx.scale.text(given)) end
function whole.text() return { column = "x", text = "x", part = "y" } end

function make.csat(given) return (cx.metric.csat(given)) end
function whole.csat() return { question = survey().answer, name = "x", top = 2 } end
function make.nps(given) return (cx.metric.nps(given)) end
function whole.nps() return { question = survey().answer, name = "x", scores = { [0] = -1, [10] = 1 }, others = 0 } end
function make.mean(given) return (cx.metric.mean(given)) end
function whole.mean() return { question = survey().answer, name = "x" } end
function make.share(given) return (cx.metric.share(given)) end
function whole.share() return { question = survey().answer, name = "x", answers = { 9, 10 } } end
function make.own(given) return (cx.metric(given)) end
function whole.own() return { question = survey().answer, name = "x", scores = { [0] = -1 }, others = 0, unit = "points" } end
function make.emotion(given) return (cx.metric.emotion(given)) end
function whole.emotion()
  return { question = survey().answer, name = "x", positive = { 10 }, negative = { 1 }, none = { 0, 2, 3, 4, 5, 6, 7, 8, 9 } }
end
function make.leading(given) return (cx.leading.told(given)) end
function whole.leading() return { 41, of = 58 } end
function make.ratio(given) return (cx.leading.complaints_per_1000(given)) end
function whole.ratio() return { complaints = 5, contacts = 100 } end

function make.rule(given)
  local is_table = type(given) == "table"
  return (cx.rule(is_table and rawget(given, "columns"), is_table and rawget(given, "label")))
end
function whole.rule() return { columns = { "a", "b" }, label = function() end } end


-- Where another type is right too: patterns of "maker path" -> the types.
local TAKES = {
  ["^goal met$"] = "string", ["^%a+ question$"] = "string", ["^contacts events"] = "number string table boolean",
  ["^contacts shares%.quick%.%a+"] = "string table", ["^contacts join%.[bo]"] = "string table", ["^contacts kept_by"] = "string table",
  ["^%a+ file"] = "string table", ["^%a+ round"] = "string table", ["^series %a+"] = "string table", ["^%a+ missing"] = "string number table",
  ["^%a+ answers"] = "string number table", ["^names %[%d%]"] = "number", ["^several %[%d%]"] = "number", ["^emotion %a+"] = "string number table",
  ["^contacts earlier"] = "table", ["^survey earlier"] = "table", ["^%a+ privacy"] = "table", ["^rule columns"] = "string",
}


wrong.prove { spec = "wrong_key_spec.lua", what = "what a plan is made of", make = make, whole = whole, use = use, takes = TAKES }

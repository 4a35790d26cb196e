-- panel_spec.lua - panel.lua: the same people in two rounds, against pairs made by hand and by a naive loop

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"


local ROWS = [[
id,day,recommend,ease,touchpoint,weight
a,2025-01-01,3,1,web,1
b,2025-01-01,8,2,web,1
c,2025-01-01,10,3,store,1
d,2025-01-01,,4,store,1
f,2025-02-01,4,5,web,1
a,2026-01-01,9,2,web,2
b,2026-01-01,7,2,store,1
" c ",2026-01-01,10,2,store,3
d,2026-01-01,5,2,store,1
e,2026-01-01,5,2,store,1
,2026-01-01,5,2,store,1
b,2026-02-01,11,4,web,1
x,2024-02-01,4,4,web,1
]]


local function survey(more)
  local options = { text = ROWS, person = "id", time = "day", touchpoint = "touchpoint",
                    questions = { recommend = cx.scale.nps, ease = cx.scale { 1, 5 } } }
  for name, value in pairs(more or {}) do options[name] = value or nil end
  return cx.survey(options)
end


local function years(more)
  local options = { of = "recommend", round = cx.year, between = { "2025", "2026" } }
  for name, value in pairs(more or {}) do options[name] = value end
  return options
end


local function place(group)
  local labels = {}
  for _, name in ipairs { "touchpoint", "group", "before", "recommend before", "ease before" } do
    if group[name] then labels[#labels + 1] = group[name] == "" and "-" or group[name] end
  end
  return table.concat(labels, " ")
end


-- Counts as "web 3 > 9: 1 1", the people and their weight; the later answers that are missing at last, as "-".
local function lines(tally, question)
  local list, rest = {}, {}
  for _, g in ipairs(tally:groups()) do rest[place(g.group)] = { n = g.n, w = g.w } end
  for _, c in ipairs(tally:counts(question)) do
    local at = place(c.group)
    list[#list + 1] = ("%s > %s: %d %g"):format(at, c.answer, c.n, c.w)
    rest[at] = { n = rest[at].n - c.n, w = rest[at].w - c.w }
  end
  for at, left in pairs(rest) do
    if left.n > 0 then list[#list + 1] = ("%s > -: %d %g"):format(at, left.n, left.w) end
  end
  table.sort(list)
  return list
end


describe("panel", function()
  it("(1) (4): later answers by earlier ones, of those who are in both rounds", function()
    local answers <const> = survey()
    local tally = assert(answers:pairs(years { by = "touchpoint" }))
    assert.same({ "store - > 5: 1 1", "store 10 > 10: 1 1", "web 3 > 9: 1 1", "web 8 > -: 1 1" }, lines(tally))
    assert.same({ n = 4, w = 4.0, w2 = 4.0 }, tally:design())
  end)

  it("(6): where every row went", function()
    local answers = survey()
    local people = assert(answers:pairs(years())):people()
    assert.same({ both = 4, before = 1, after = 1, blank = 1, other = 1, repeated = 1, rounds = { "2025", "2026" } }, people)
    assert.same(people, answers:receipt().people)
    assert.equal(13, answers:receipt().used)
    assert.is_nil(assert(answers:tally {}):people())
  end)

  it("(6): the receipt counts all rows of the question, whatever became of their persons", function()
    local answers = survey()
    assert(answers:pairs(years { by = "touchpoint" }))
    assert.same({ used = 11, missing = { empty = 1, ["off scale"] = 1 }, off_scale = { { text = "11", n = 1, reason = "off scale" } } },
      answers:receipt().questions.recommend)
    assert.matches("people%s+both 4, before only 1, after only 1, blank 1, other rounds 1, repeated 1", tostring(answers:receipt()))
  end)

  it("(1): the round may be a column, and is numbers or texts", function()
    local answers = cx.survey { text = "who,wave,q\na,1,5\na,2,4\nb,2,1\nb,3,5\n", person = "who", questions = { q = cx.scale { 1, 5 } } }
    local tally = assert(answers:pairs { of = "q", round = "wave", between = { 1, 2 } })
    assert.same({ "5 > 4: 1 1" }, lines(tally))
    tally = assert(answers:pairs { of = answers.q, round = "wave", between = { "3", "2" } })
    assert.same({ "5 > 1: 1 1" }, lines(tally))
  end)

  it("(3): where says which rows there are, as text or function", function()
    local tally = assert(survey():pairs(years { where = "id ~= 'b' or day < '2026-02-01'" }))
    assert.same({ "- > 5: 1 1", "10 > 10: 1 1", "3 > 9: 1 1", "8 > 7: 1 1" }, lines(tally))
    assert.equal(0, tally:people().repeated)
    tally = assert(survey():pairs(years { where = function(row) return row.id ~= "a" and row.recommend ~= "11" end }))
    assert.same({ "- > 5: 1 1", "10 > 10: 1 1", "8 > 7: 1 1" }, lines(tally))
  end)

  it("(5): groups and weight are those of the later row", function()
    local tally = assert(survey { weight = "weight" }:pairs(years { by = "touchpoint" }))
    assert.same({ "store - > 5: 1 1", "store 10 > 10: 1 3", "web 3 > 9: 1 2", "web 8 > -: 1 1" }, lines(tally))
  end)

  it("(4): several questions at once have a column each", function()
    local tally = assert(survey():pairs(years { of = { "recommend", "ease" } }))
    assert.same({ "- 4 > 2: 1 1", "10 3 > 2: 1 1", "3 1 > 2: 1 1", "8 2 > 4: 1 1" }, lines(tally, "ease"))
    local list = cx.compare(tally, { metric = cx.metric.mean "ease", paired = "before" })
    assert.equal(1, #list)
    assert.equal((1 + 2 - 1 - 2) / 4, list[1].difference)
    assert.equal(4, list[1].n)
    assert.equal(3, cx.compare(tally, { metric = cx.metric.mean "recommend", paired = "before" })[1].difference)
  end)

  it("(1): two surveys, of other columns and dialects", function()
    local before = cx.survey { text = "id,recommend\na,1\nb,2\nb,3\n", person = "id", name = "2025", questions = { recommend = cx.scale.nps } }
    local after = survey { text = "who;nps;touchpoint;w\na;1;web;2,5\nb;5;web;1,5\nc;5;web;1,5\n;1;web;1\n", person = "who",
      name = "2026", time = false, weight = "w", questions = { recommend = cx.scale.nps { column = "nps" } } }
    local tally = assert(cx.pairs(before, after, { of = "recommend", by = "touchpoint" }))
    assert.same({ "web 1 > 1: 1 2.5", "web 3 > 5: 1 1.5" }, lines(tally))
    assert.same({ both = 2, before = 0, after = 1, blank = 1, other = 0, repeated = 1, rounds = { "2025", "2026" } }, tally:people())
    assert.equal("web: 2026 and 2025: no difference that the answers can tell",
      cx.compare(tally, { metric = cx.metric.nps, paired = "before" })[1].words)
  end)

  it("a comparison says the rounds, and how many pairs are not whole", function()
    local tally = assert(survey():pairs(years { by = "touchpoint" }))
    local list = cx.compare(tally, { metric = cx.metric.nps, paired = "before" })
    assert.same({ "store", 1, 1, "2026", "2025" }, { list[1].group.touchpoint, list[1].n, list[1].unpaired, list[1].of, list[1].against })
    assert.same({ "web", 1, 1, 200.0 }, { list[2].group.touchpoint, list[2].n, list[2].unpaired, list[2].difference })
    assert.equal(2, cx.compare(tally, { metric = cx.metric.nps, paired = "before", by = false })[1].n)
  end)

  it("by a rule's touchpoints", function()
    local answers = survey { touchpoint = cx.rule({ "touchpoint" }, function(text) return text == "web" and "far" or "near" end) }
    local tally = assert(answers:pairs(years { by = "touchpoint" }))
    assert.same({ "far 3 > 9: 1 1", "far 8 > -: 1 1", "near - > 5: 1 1", "near 10 > 10: 1 1" }, lines(tally))
  end)

  it("(7): the tally has nobody's name, saved or not, and is the same when it is loaded", function()
    local path = os.tmpname()
    local text = ROWS:gsub("\n([abcdef]),", "\nSecret%1,"):gsub('" c "', "Secretc")
    local tally = assert(survey { text = text }:pairs(years { by = "touchpoint" }))
    assert(tally:save(path))
    local file = assert(io.open(path))
    local saved = file:read "a"
    file:close()
    local again = assert(cx.load(path))
    os.remove(path)
    assert.is_nil(saved:find "Secret")
    assert.same(lines(tally), lines(again))
    local a = cx.compare(tally, { metric = cx.metric.nps, paired = "before", names = { "x", "y" } })
    assert.same(a, cx.compare(again, { metric = cx.metric.nps, paired = "before", names = { "x", "y" } }))
  end)

  it("pairs of two places merge into those of both; who is in two of them nobody knows", function()
    local east, west = assert(survey():pairs(years())), assert(survey():pairs(years { where = "touchpoint == 'web'" }))
    assert.equal("other_where", select(3, cx.merge(east, west)))
    local both = assert(cx.merge(east, east))
    assert.same({ n = 8, w = 8.0, w2 = 8.0 }, both:design())
    assert.is_nil(both:people())
    assert.same(4, assert(cx.merge(east)):people().both)
  end)

  it("of a survey whose questions are a pattern", function()
    local answers = cx.survey { text = "id,w,S: web,S: shop\na,1,3,1\na,2,5,1\n", person = "id", columns = "S: *",
                                scale = cx.scale { 1, 5 } }
    assert.same({ "3 > 5: 1 1" }, lines(assert(answers:pairs { of = "web", round = "w", between = { 1, 2 } })))
  end)

  it("(7): more persons than max_persons are an error that says so", function()
    local tally, message, code = survey():pairs(years { max_persons = 5 })
    assert.same({ nil, "too_many" }, { tally, code })
    assert.matches("more than 5 persons; .* raise max_persons", message)
    assert.is_truthy(survey():pairs(years { max_persons = 6 }))
  end)

  it("(8): a round that no row is of is the world's trouble", function()
    local tally, message, code = survey():pairs(years { between = { "2025", "2027" } })
    assert.same({ nil, "text: round: no row is of '2027'; by year there are 2024, 2025, 2026", "no_round" }, { tally, message, code })
    tally, message, code = survey { person = "email" }:pairs(years())
    assert.same({ nil, "no_column" }, { tally, code })
    assert.matches("there is no column 'email'", message)
    local file
    tally, file, code = cx.pairs(cx.survey { file = "none.csv", person = "id", questions = { recommend = cx.scale.nps } },
      survey(), { of = "recommend" })
    assert.same({ nil, "no_file" }, { tally, code })
    assert.matches("none.csv", file)
  end)

  it("a scale that no answer is on is an error, as in any tally", function()
    local answers = cx.survey { text = "id,w,q\na,1,x\na,2,y\n", person = "id", questions = { q = cx.scale { 1, 5 } } }
    local tally, message, code = answers:pairs { of = "q", round = "w", between = { 1, 2 } }
    assert.same({ nil, "bad_scale" }, { tally, code })
    assert.matches("nothing in column 'q' is on the scale 1 to 5", message)
  end)

  it("nobody in both rounds is an empty tally, and a comparison without answers", function()
    local tally = assert(cx.survey { text = "id,w,q\na,1,3\nb,2,2\n", person = "id", questions = { q = cx.scale { 1, 5 } } }
      :pairs { of = "q", round = "w", between = { 1, 2 } })
    assert.same({}, tally:groups())
    assert.same({}, cx.compare(tally, { metric = cx.metric.mean, paired = "before" }))
    assert.same({ 0, 1, 1 }, { tally:people().both, tally:people().before, tally:people().after })
  end)

  it("mistakes are raised at the caller's line", function()
    local function mistake(f) return sample.mistake("panel_spec", f) end
    local function of(more, options) return mistake(function() survey(more):pairs(years(options)) end) end
    assert.matches("which column says who answered%? person =", of { person = false })
    assert.matches("'2025' is named twice", of({}, { between = { 2025, "2025" } }))
    assert.matches("the earlier round and the later one are wanted", of({}, { between = { "2025" } }))
    assert.matches("round: a time bucket such as cx.year or the name of a column is wanted, not nil",
      mistake(function() survey():pairs { of = "recommend", between = { 1, 2 } } end))
    assert.matches("needs the survey's time column", of { time = false })
    assert.matches("answers to which question", mistake(function() survey():pairs { round = cx.year } end))
    assert.matches('unknown option of survey:pairs "off"', of({}, { off = 1 }))
    assert.matches("max_persons: a whole number", of({}, { max_persons = 0 }))
    assert.matches("'before' is what the earlier answers are called", of({}, { by = "before" }))
    assert.matches("a tally groups by 8 at most", of({}, { by = { "a", "b", "c", "d", "e", "f", "g", "h" } }))
    assert.matches("recommend is no scale of answers", of { questions = { recommend = cx.number } })
    assert.matches("called with a colon", mistake(function() survey().pairs(years()) end))
    assert.matches("wants two surveys", mistake(function() cx.pairs(survey(), { of = "recommend" }) end))
    local one = survey()
    assert.matches("a survey and itself", mistake(function() cx.pairs(one, one, { of = "recommend" }) end))
    assert.matches("different scales: ease runs from 1 to 5 in the first and runs from 1 to 7", mistake(function()
      cx.pairs(survey(), survey { questions = { ease = cx.scale { 1, 7 } } }, { of = "ease" })
    end))
  end)
end)


-- ---- a naive pairing ------------------------------------------------------------------------------------

-- The pairs of rows { id, round, answer, group, weight } as lines has them, and the people.
local function naive(rows, earlier, later)
  local last = { [earlier] = {}, [later] = {} }
  local people = { both = 0, before = 0, after = 0, blank = 0, other = 0, repeated = 0 }
  for _, row in ipairs(rows) do
    local seen = last[row.round]
    if not seen then
      people.other = people.other + 1
    elseif row.id == "" then
      people.blank = people.blank + 1
    else
      if seen[row.id] then people.repeated = people.repeated + 1 end
      seen[row.id] = row
    end
  end
  local cells = {}
  for id, row in pairs(last[later]) do
    local first = last[earlier][id]
    if first then
      local key = ("%s %s > %s"):format(row.group, first.answer, row.answer)
      local cell = cells[key] or { n = 0, w = 0 }
      cells[key] = { n = cell.n + 1, w = cell.w + row.weight }
      people.both = people.both + 1
    else
      people.after = people.after + 1
    end
  end
  for id in pairs(last[earlier]) do
    if not last[later][id] then people.before = people.before + 1 end
  end
  local list = {}
  for key, cell in pairs(cells) do list[#list + 1] = ("%s: %d %g"):format(key, cell.n, cell.w) end
  table.sort(list)
  return list, people
end


local function draw_rows(n, persons)
  local rows, groups = {}, { "web", "store", "app" }
  for i = 1, n do
    local id = math.random(20) == 1 and "" or "person " .. math.random(persons)
    rows[i] = { id = id, round = tostring(math.random(2024, 2026)), answer = math.random(10) == 1 and "-" or tostring(math.random(0, 10)),
                group = groups[math.random(3)], weight = math.random(1, 8) / 4 }
  end
  return rows
end


local function written(rows, from, to)
  local list = { "id,year,answer,group,weight,comment" }
  for i = from, to do
    local row = rows[i]
    local id = math.random(3) == 1 and ('" %s "'):format(row.id) or row.id
    list[#list + 1] = ("%s,%s,%s,%s,%s,%s"):format(id, row.round, row.answer == "-" and "" or row.answer, row.group, row.weight,
      math.random(5) == 1 and '"two\nlines"' or "")
  end
  return table.concat(list, "\n") .. "\n"
end


describe("panel, drawn:", function()
  for seed = 1, 6 do
    it(("seed %d is paired as a naive loop does it, from two files, by any number of threads"):format(seed), function()
      math.randomseed(seed)
      local rows = draw_rows(3000 * seed, 400 * seed)
      local half = math.random(#rows)
      local paths = { sample.file(written(rows, 1, half), ".1.csv"), sample.file(written(rows, half + 1, #rows), ".2.csv") }
      local cells, people = naive(rows, "2025", "2026")
      for _, threads in ipairs { 1, 2, 7 } do
        local answers = cx.survey { file = paths, person = "id", weight = "weight", threads = threads,
                                    questions = { answer = cx.scale.nps } }
        local tally = assert(answers:pairs { of = "answer", round = "year", between = { 2025, 2026 }, by = "group" })
        local told = tally:people()
        told.rounds = nil
        assert.same(people, told)
        assert.equal(table.concat(cells, "\n"), table.concat(lines(tally), "\n"))
        assert.equal(#rows, told.blank + told.other + told.repeated + told.before + told.after + 2 * told.both)
      end
      os.remove(paths[1])
      os.remove(paths[2])
    end)
  end

  it("threads change no byte of a saved tally", function()
    math.randomseed(77)
    local text, first = written(draw_rows(30000, 9000), 1, 30000), nil
    for _, threads in ipairs { 1, 2, 7, 3 } do
      local answers = cx.survey { text = text, person = "id", weight = "weight", threads = threads,
                                  questions = { answer = cx.scale.nps } }
      local path = os.tmpname()
      assert(assert(answers:pairs { of = "answer", round = "year", between = { 2024, 2026 }, by = "group" }):save(path))
      local file = assert(io.open(path))
      local saved = file:read "a"
      file:close()
      os.remove(path)
      first = first or saved
      assert.is_true(first == saved)
    end
  end)
end)

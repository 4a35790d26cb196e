-- journey_spec.lua - rules of lua/cx/journey.lua and lua/cx/journey/*.lua, against published logs and worked examples

local cx = require "cx"

local FOLDER = "tests/data/journeys/"


local function rows_of(name)
  local rows = {}
  for line in io.lines(FOLDER .. name) do rows[#rows + 1] = line:gsub("\r", "") end
  table.remove(rows, 1)
  return rows
end


local function running(more)
  local given = { file = FOLDER .. "running_example.csv", case = "case:concept:name", event = "concept:name",
                  time = "time:timestamp" }
  for key, value in pairs(more or {}) do given[key] = value end
  return assert(cx.journey(given):measure())
end


local function patients(more)
  local given = { file = FOLDER .. "patients.csv", case = "patient", event = "handling", time = "time",
                  only = "registration_type == 'complete'" }
  for key, value in pairs(more or {}) do given[key] = value end
  return assert(cx.journey(given):measure())
end


local function log(lines, more)
  local given = { text = "id,what,when,felt,score\n" .. table.concat(lines, "\n") .. "\n", case = "id", event = "what", time = "when" }
  for key, value in pairs(more or {}) do given[key] = value end
  return cx.journey(given)
end


-- The outcome against the truth of a log: follows, variants, activities.
local function equals_truth(made, name)
  local follows, n = {}, 0
  for _, step in ipairs(made.steps) do
    if step.from and step.to then follows[step.from .. "," .. step.to] = step.n end
  end
  for _, row in ipairs(rows_of(name .. "_follows.csv")) do
    local from, to, count = row:match "^(.-),(.-),(%d+)$"
    assert.equal(tonumber(count), follows[from .. "," .. to], row)
    follows[from .. "," .. to], n = nil, n + 1
  end
  assert.is_nil(next(follows))
  local paths = {}
  for _, variant in ipairs(made.variants) do paths[table.concat(variant.path, " > ")] = variant.cases end
  for _, row in ipairs(rows_of(name .. "_variants.csv")) do
    local count, path = row:match "^(%d+),(.+)$"
    assert.equal(tonumber(count), paths[path], row)
    paths[path] = nil
  end
  assert.is_nil(next(paths))
  for _, row in ipairs(rows_of(name .. "_activities.csv")) do
    local activity, events, starts, ends = row:match "^(.-),(%d+),(%d+),(%d+)$"
    local found = { events = 0, starts = 0, ends = 0 }
    for _, one in ipairs(made.activities) do
      if one.name == activity then found.events = one.events end
    end
    for _, step in ipairs(made.steps) do
      if step.start and step.to == activity then found.starts = step.n end
      if step.finish and step.from == activity then found.ends = step.n end
    end
    assert.same({ events = tonumber(events), starts = tonumber(starts), ends = tonumber(ends) }, found)
  end
end


describe("journey", function()
  it("(1): the running example of process mining has the published steps and paths", function()
    local made = running()
    assert.equal(6, made.cases)
    assert.equal(42, made.events)
    assert.equal(6, made.n_variants)
    equals_truth(made, "running_example")
  end)

  it("(1): 500 patients, in no order, have their 7 paths", function()
    local made = patients()
    assert.equal(500, made.cases)
    assert.equal(7, made.n_variants)
    equals_truth(made, "patients")
  end)

  it("(1): rows that lack a case, an event or a moment are counted", function()
    local made = assert(log({ ",a,2026-01-01,,", "1,,2026-01-01,,", "1,a,soon,,", "1,a,2026-01-01,," }):measure())
    local told = {}
    for _, note in ipairs(made.notes) do told[note.code] = note.n end
    assert.same({ no_case = 1, no_event = 1, no_time = 1 }, told)
    assert.equal(1, made.cases)
  end)

  it("(1): mixed zones are put in order, and so told", function()
    local made = assert(log({ "1,b,2026-03-09T11:00:00,,", "1,a,2026-03-09T12:30:00+02:00,," }):measure())
    assert.same({ "a", "b" }, made.variants[1].path)
    assert.equal("mixed_zones", made.notes[1].code)
    assert.equal(1800, made.times.median)
  end)

  it("(1): slashed dates turn to the order that a later row settles", function()
    local made = assert(log({ "1,a,3/4/2026,,", "1,b,25/4/2026,,", "1,c,4/4/2026,," }):measure())
    assert.same({ "a", "c", "b" }, made.variants[1].path)
  end)

  it("(2): conversion, the time to it, and removal effects equal a chain worked by hand", function()
    local lines, when, id = {}, 1700000000, 0
    local function case(...)
      id = id + 1
      for _, what in ipairs { ... } do
        lines[#lines + 1], when = ("%d,%s,%d,,"):format(id, what, when), when + 60
      end
    end
    for _ = 1, 20 do
      case("A", "buy")
      case("A", "B", "buy")
      case("B")
      case("A")
    end
    local made = assert(log(lines, { conversion = "buy" }):measure())
    -- s > A 3/4, B 1/4; A > buy 1/3, B 1/3, lost 1/3; B > buy 1/2, lost 1/2: a_s = 3/4 (1/3 + 1/6) + 1/4 1/2 = 1/2;
    -- A: f = 3/4, a = 1/2; B: f = 1/4 + 1/4, a = 1/2
    assert.near(50, made.shares.conversion.value, 1e-9)
    assert.equal("A", made.removal[1].name)
    assert.near(0.75, made.removal[1].value, 1e-12)
    assert.near(0.5, made.removal[2].value, 1e-12)
    assert.near(0.6, made.removal[1].share, 1e-12)
    assert.is_true(made.removal[1].low < 0.75 and made.removal[1].high > 0.75)
    assert.near(60, made.converting.low, 0.5)
    assert.near(120, made.converting.high, 1)
  end)

  it("(3): phases, turning back, and paths without a human encounter", function()
    local made = assert(log({ "1,web,1700000000,,", "1,order,1700000001,,", "1,web,1700000002,,", "2,shop,1700000000,,",
      "2,order,1700000001,,", "3,web,1700000000,," },
      { human = "shop", conversion = { "order" }, phases = { before = { "web", "shop" }, during = "order" } }):measure())
    assert.near(200 / 3, made.shares.without_human.value, 1e-9)
    assert.near(100 / 3, made.shares.back.value, 1e-9)
    assert.near(100 / 3, made.shares.rework.value, 1e-9)
    assert.near(100, made.by_human.with.value, 1e-9)
    assert.near(50, made.by_human.without.value, 1e-9)
    assert.near(200 / 3, made.phases[2].share.value, 1e-9)
  end)

  it("(3): a plan's touchpoints give phases and the planned peak", function()
    local one = log({ "1,web,1700000000,1,", "1,order,1700000001,2,", "2,web,1700000000,0,", "2,order,1700000001,2," },
      { feeling = cx.scale { -2, 2, column = "felt" } })
    local made = assert(one:measure { plan = { inside = { touchpoints = {
      { id = "w", name = "web", phase = "before" }, { id = "order", name = "order", phase = "during", peak = true } } } } })
    assert.same({ "before", "during" }, { made.phases[1].name, made.phases[2].name })
    assert.equal("order", made.feeling.peak.planned[1])
    assert.equal(2, made.feeling.peak.observed[1].cases)
    assert.equal("as planned", made.feeling.peak.verdict)
  end)

  it("(3): a plan's roles tell encounters with people, unless human is given", function()
    local lines = { "1,web,1700000000,,", "1,call,1700000001,,", "2,web,1700000000,,", "3,mail,1700000000,," }
    local context = { plan = { inside = { touchpoints = { { id = "w", name = "web", role = { "digital" } },
      { id = "call", name = "Phone", role = { "digital", "human" } }, { id = "desk", name = "desk", role = { "human" } } } } } }
    local made = assert(log(lines):measure(context))
    assert.near(200 / 3, made.shares.without_human.value, 1e-9)
    assert.same({ { code = "no_role", n = 1 } }, made.notes)
    made = assert(log(lines, { human = "mail" }):measure(context))
    assert.equal(2, made.shares.without_human.cases)
    made = assert(log({ "1,web,1700000000,,", "2,mail,1700000000,," }, { human = "web" }):measure(context))
    assert.near(50, made.shares.without_human.value, 1e-9)
    assert.same({}, made.notes)
    context.plan.inside.touchpoints[2], context.plan.inside.touchpoints[3] = nil, nil
    assert.is_nil(assert(log(lines):measure(context)).shares.without_human)
  end)

  it("(7): more than 1000 different events are refused with what to do", function()
    local lines = {}
    for i = 1, 1001 do lines[i] = ("1,e%d,1700000000,,"):format(i) end
    local last = table.remove(lines)
    assert.equal(1000, #assert(log(lines):measure()).activities)
    lines[#lines + 1] = last
    local none, message, code = log(lines):measure()
    assert.is_nil(none)
    assert.equal("too_many", code)
    assert.matches("more than 1000 different values; an event of a journey is one of a few", message)
  end)

  it("refuses what it cannot read", function()
    assert.error_matches(function() cx.journey { file = "x.csv", event = "e", time = "t" } end, "case: the name of a column")
    assert.error_matches(function() cx.journey { file = "x.csv", case = "c", event = "e", tiem = "t" } end, "tiem")
    assert.error_matches(function() log({}, { feeling = "felt" }) end, "feeling: a scale is wanted")
    assert.error_matches(function() log({}, { overall = cx.scale.nps }) end, "feelings")
    assert.error_matches(function() log({}, { phases = { later = "x" } }) end, "phase")
    assert.equal("no_file", (select(3, cx.journey { file = "not/there.csv", case = "c", event = "e", time = "t" }:measure())))
    local none, message, code = log({ "1,a,1700000000,," }, { case = "customer" }):measure()
    assert.is_nil(none)
    assert.equal("no_column", code)
    assert.matches("customer", message)
  end)

  it("one event, equal times, cycles only, and nothing at all have a defined outcome", function()
    local made = assert(log({ "1,a,1700000000,," }, { conversion = "b" }):measure())
    assert.equal(0, made.shares.conversion.value)
    assert.is_nil(made.removal)
    assert.equal("never_seen", made.notes[1].code)
    made = assert(log({ "1,a,1700000000,,", "1,b,1700000000,,", "1,a,1700000000,,", "1,b,1700000000,," }, { conversion = "c" }):measure())
    assert.near(100, made.shares.rework.value, 1e-9)
    assert.equal(0, made.times.median)
    assert.is_nil(made.removal)
    made = assert(log({}):measure())
    assert.equal(0, made.cases)
    assert.is_nil(made.steps)
  end)
end)


describe("journey/hidden", function()
  local function many(n, ...)
    local lines = {}
    for i = 1, n do
      for k, what in ipairs { ... } do lines[#lines + 1] = ("%s%d,%s,%d,,"):format(table.concat { ... }, i, what, 1700000000 + k) end
    end
    return lines
  end

  local function joined(...)
    local all = {}
    for _, list in ipairs { ... } do table.move(list, 1, #list, #all + 1, all) end
    return all
  end

  it("(1) (6): small paths, steps and activities are not in the outcome", function()
    local made = assert(log(joined(many(40, "a", "b"), many(30, "a", "c"), many(3, "a", "d")), { minimum = 10 }):measure())
    for _, one in ipairs(made.activities) do assert.not_equal("d", one.name) end
    for _, step in ipairs(made.steps) do assert.is_true(step.from ~= "d" and step.to ~= "d") end
    assert.is_true(made.is_partly_hidden)
    assert.is_nil(made.n_variants)
  end)

  it("(2) (3): no shown total less what is shown leaves fewer cases than the minimum", function()
    local random = 7
    local function draw(n)
      random = (random * 1103515245 + 12345) % 2147483648
      return random // 65536 % n + 1
    end
    for _ = 1, 30 do
      local lists, names = {}, { "a", "b", "c", "d", "e" }
      for i = 1, 12 do
        local path = {}
        for k = 1, draw(4) do path[k] = names[draw(5)] end
        lists[i] = many(draw(25), "p" .. i, table.unpack(path))
        for j, line in ipairs(lists[i]) do lists[i][j] = line end
      end
      local made = assert(log(joined(table.unpack(lists)), { minimum = 10 }):measure())
      if made.cases then
        local left = made.cases
        for _, variant in ipairs(made.variants) do
          left = left - variant.cases
          assert.is_true(variant.cases >= 10)
        end
        assert.is_true(left == 0 or left >= 10)
        for _, step in ipairs(made.steps) do assert.is_true((step.cases or step.n) >= 10) end
        for _, one in ipairs(made.activities) do
          local into = one.events or 0
          for _, step in ipairs(made.steps) do
            if one.events and step.to == one.name then into = into - step.n end
          end
          assert.is_true(into == 0 or into >= 10, one.name)
        end
      end
    end
  end)

  -- Who worked out what: the unknowns are how many cases took each path of up to three events there could be; what is
  -- published is sums of them. A count of fewer cases than the minimum must not follow (core/infer/audit.h).
  local ROUNDS, NAMES, MOST = 150, { "a", "b", "c", "buy" }, 3

  local function every_path()
    local list = {}
    local function extend(path)
      for _, name in ipairs(NAMES) do
        local longer = table.move(path, 1, #path, 1, {})
        longer[#longer + 1] = name
        list[#list + 1] = longer
        if #longer < MOST then extend(longer) end
      end
    end
    extend {}
    return list
  end

  local function times(path, from, to)
    local n = 0
    for i = 0, #path do
      if (path[i] or "") == from and (path[i + 1] or "") == to then n = n + 1 end
    end
    return n
  end

  local function met(path, name)
    local n = 0
    for _, one in ipairs(path) do n = n + (one == name and 1 or 0) end
    return n
  end

  local function one_of(truth) return truth and 1 or 0 end

  local function distinct(path)
    local seen, n = {}, 0
    for _, name in ipairs(path) do n, seen[name] = n + (seen[name] and 0 or 1), true end
    return n
  end

  local KINDS = { rework = function(p) return one_of(distinct(p) < #p) end, single = function(p) return one_of(#p == 1) end,
                  direct = function(p) return one_of(p[1] == p[2] or p[2] and p[2] == p[3]) end,
                  conversion = function(p) return one_of(met(p, "buy") > 0) end,
                  without_human = function(p) return one_of(met(p, "a") == 0) end,
                  early = function(p) return one_of(met(p, "a") + met(p, "b") > 0) end,
                  back = function(p)
                    local late, back = false, 0
                    for _, name in ipairs(p) do
                      if late and (name == "a" or name == "b") then back = 1 end
                      late = late or name == "c"
                    end
                    return back
                  end }

  -- What an outcome publishes: { count, how often a path counts }.
  local function published(made)
    local list = { { made.cases, function() return 1 end }, { made.events, function(p) return #p end } }
    local function add(n, weight) if n then list[#list + 1] = { n, weight } end end
    for name, share in pairs(made.shares) do add(share.cases, KINDS[name]) end
    add(made.phases[1].share.cases, KINDS.early)
    for key, human in pairs { with = 1, without = 0 } do
      local share = made.by_human[key]
      add(share.cases, function(p) return KINDS.conversion(p) * one_of(KINDS.without_human(p) ~= human) end)
      add(not share.hidden and share.n or nil, function(p) return one_of(KINDS.without_human(p) ~= human) end)
    end
    add(made.converting and made.converting.n, KINDS.conversion)
    for _, step in ipairs(made.steps) do
      local from, to = step.from or "", step.to or ""
      add(step.n, function(p) return times(p, from, to) end)
      add(step.cases, function(p) return one_of(times(p, from, to) > 0) end)
    end
    for _, one in ipairs(made.activities) do
      local name = one.name
      add(one.events, function(p) return met(p, name) end)
      add(one.cases, function(p) return one_of(met(p, name) > 0) end)
      add(one.repeated.cases, function(p) return one_of(met(p, name) > 1) end)
      add(one.last.cases, function(p) return one_of(p[#p] == name) end)
      add(one.drop_off.cases, function(p) return one_of(p[#p] == name and met(p, "buy") == 0) end)
      for _, share in ipairs { one.repeated, one.last, one.drop_off } do
        add(not share.hidden and share.n or nil, function(p) return one_of(met(p, name) > 0) end)
      end
    end
    for _, variant in ipairs(made.variants) do
      local path = table.concat(variant.path, " ")
      add(variant.cases, function(p) return one_of(table.concat(p, " ") == path) end)
    end
    return list
  end

  -- What must stay hidden where it is small: of cases that did, and of those that did not.
  local function secrets()
    local list = {}
    local function add(name, weight)
      list[#list + 1] = { name, weight }
      list[#list + 1] = { "not " .. name, function(p) return 1 - weight(p) end }
    end
    for name, weight in pairs(KINDS) do add(name, weight) end
    for _, a in ipairs(NAMES) do
      add(a, function(p) return one_of(met(p, a) > 0) end)
      add(a .. " again", function(p) return one_of(met(p, a) > 1) end)
      add("lost at " .. a, function(p) return one_of(p[#p] == a and met(p, "buy") == 0) end)
      for _, b in ipairs { "", "a", "b", "c", "buy" } do
        add(a .. " > " .. b, function(p) return one_of(times(p, a, b) > 0) end)
        list[#list + 1] = { a .. " not > " .. b, function(p) return one_of(met(p, a) > 0 and times(p, a, b) == 0) end }
      end
      add("> " .. a, function(p) return one_of(p[1] == a) end)
    end
    for _, name in ipairs { "with", "without" } do
      local human = name == "with" and 0 or 1
      list[#list + 1] = { name, function(p) return one_of(KINDS.without_human(p) == human and met(p, "buy") > 0) end }
      list[#list + 1] = { name .. " none", function(p) return one_of(KINDS.without_human(p) == human and met(p, "buy") == 0) end }
    end
    return list
  end

  -- The names of small counts that follow from what is published of a log of paths, each { n, path }.
  local function leaks(lists, made, minimum)
    local paths, number, truth, equations = every_path(), {}, {}, {}
    for i, path in ipairs(paths) do number[table.concat(path, " ")], truth[i] = i, 0 end
    for _, one in ipairs(lists) do
      local i = number[table.concat(one[2], " ")]
      truth[i] = truth[i] + one[1]
    end
    local function row_of(total, weight)
      local row, sum = { total }, 0
      for i, path in ipairs(paths) do
        local w = weight(path)
        if w ~= 0 then row[#row + 1], row[#row + 2], sum = i, w, sum + w * truth[i] end
      end
      return row, sum
    end
    for _, one in ipairs(published(made)) do
      local row, sum = row_of(one[1], one[2])
      assert.equal(sum, one[1])
      equations[#equations + 1] = row
    end
    local names, unknown = {}, #paths
    for _, one in ipairs(secrets()) do
      local row, sum = row_of(0, one[2])
      if sum > 0 and sum < minimum then
        unknown = unknown + 1
        row[#row + 1], row[#row + 2] = unknown, -1
        equations[#equations + 1], names[unknown] = row, ("%s = %d"):format(one[1], sum)
      end
    end
    local found = {}
    for i, answer in ipairs(assert(require "cx.core".audit(unknown, equations))) do
      if names[i] and answer.secrecy ~= "safe" then found[#found + 1] = names[i] end
    end
    return found, unknown - #paths
  end

  local function measured(lists, minimum)
    local lines = {}
    for _, one in ipairs(lists) do table.move(many(one[1], table.unpack(one[2])), 1, one[1] * #one[2], #lines + 1, lines) end
    return assert(log(lines, { minimum = minimum, conversion = "buy", human = "a",
                               phases = { before = { "a", "b" }, during = "c" } }):measure())
  end

  it("(1) (2) (3) (4): the exact audit works out no small count, of those that did nor of those that did not", function()
    local random, checked = 11, 0
    local function draw(n)
      random = (random * 1103515245 + 12345) % 2147483648
      return random // 65536 % n + 1
    end
    for _ = 1, ROUNDS do
      local lists, seen = {}, {}
      for _ = 1, 3 + draw(8) do
        local path = {}
        for k = 1, draw(MOST) do path[k] = NAMES[draw(4)] end
        if not seen[table.concat(path)] then lists[#lists + 1] = { draw(3) == 1 and draw(9) or draw(150), path } end
        seen[table.concat(path)] = true
      end
      local made = measured(lists, 10)
      if made.cases then
        local found, n = leaks(lists, made, 10)
        checked = checked + n
        assert.same({}, found)
      end
    end
    assert.is_true(checked > 100)
  end)

  it("(3): the audit sees a leak that is planted", function()
    local lists = { { 400, { "a", "buy" } }, { 300, { "a" } }, { 3, { "c", "buy" } }, { 200, { "b", "buy" } }, { 90, { "b" } } }
    assert.same({}, (leaks(lists, measured(lists, 10), 10)))
    local found = leaks(lists, measured(lists, 1), 10)
    assert.is_true(#found > 0)
    local made = measured(lists, 10)
    made.phases[1].share = { cases = 990, n = 993 }
    assert.same({ "not early = 3" }, (leaks(lists, made, 10)))
    made = measured(lists, 10)
    for _, one in ipairs(made.activities) do
      if one.name == "b" then one.cases = 290 end
    end
    assert.same({}, (leaks(lists, made, 10)))
    made.steps[#made.steps + 1] = { to = "b", n = 290, cases = 290 }
    made.steps[#made.steps + 1] = { to = "buy", n = 0, cases = 0 }
    assert.same({ "> c = 3" }, (leaks(lists, made, 10)))
  end)

  it("(5): a case of a million events is counted, and its path not told", function()
    local lines = {}
    for i = 1, 1000000 do lines[i] = ("1,%s,%d,,"):format(i % 3 == 0 and "a" or "b", 1700000000 + i) end
    lines[#lines + 1] = "2,a,1700000000,,"
    local made = assert(log(lines):measure())
    assert.equal(2, made.cases)
    assert.equal(1000001, made.events)
    assert.same({ { code = "long_paths", n = 200 } }, made.notes)
    assert.equal(1, #made.variants)
    assert.equal(1, made.other_cases)
    assert.is_true(made.times.high >= 0)
  end)

  it("a log of fewer cases than the minimum tells nothing", function()
    local made = assert(log(many(4, "a", "b"), { minimum = 10 }):measure())
    assert.is_true(made.hidden)
    assert.is_nil(made.cases)
  end)
end)


describe("journey/feeling", function()
  -- Paths of five events; the score is made of the moments by `rule`, with noise.
  local function felt(rule, n)
    local lines, random = {}, 42
    local function draw(k)
      random = (random * 1103515245 + 12345) % 2147483648
      return random // 65536 % k
    end
    for id = 1, n do
      local x, peak, sum, trough = {}, 0, 0, 9
      for k = 1, 5 do
        x[k] = draw(9) - 4
        if math.abs(x[k]) > math.abs(peak) then peak = x[k] end
        sum, trough = sum + x[k], math.min(trough, x[k])
      end
      local score = math.floor(rule(x[1], peak, x[5], trough, sum / 5) + draw(3) - 1 + 0.5)
      for k = 1, 5 do
        lines[#lines + 1] = ("%d,e%d,%d,%d,%s"):format(id, k, 1700000000 + k, x[k], k == 5 and math.max(0, math.min(100, score)) or "")
      end
    end
    return assert(log(lines, { feeling = cx.scale { -4, 4, column = "felt" }, overall = cx.scale { 0, 100, column = "score" } }):measure())
  end

  it("(1) (2): planted peak and end are found", function()
    local fit = felt(function(_, peak, last) return 50 + 3 * peak + 4 * last end, 800).feeling.fit
    assert.equal("moments matter", fit.verdict)
    local by = {}
    for _, weight in ipairs(fit.weights) do by[weight.name] = weight end
    assert.is_true(by.peak.low < 3 and by.peak.high > 3 and by.peak.low > 2)
    assert.is_true(by["end"].low < 4 and by["end"].high > 4 and by["end"].low > 3)
    assert.is_true(by.first.low < 0 and by.first.high > 0)
    assert.is_true(fit.gain.low > 0.2)
  end)

  it("(2): where the mean is all there is, the mean suffices", function()
    local fit = felt(function(_, _, _, _, mean) return 50 + 8 * mean end, 800).feeling.fit
    assert.equal("mean suffices", fit.verdict)
    assert.is_true(fit.gain.low <= 0)
  end)

  it("(3): paths of one event leave only one moment", function()
    local lines = {}
    for id = 1, 200 do lines[id] = ("%d,e,1700000000,%d,%d"):format(id, id % 5 - 2, 5 + id % 5 - 2 + id % 3) end
    local made = assert(log(lines, { feeling = cx.scale { -2, 2, column = "felt" }, overall = cx.scale { 0, 10, column = "score" } }):measure())
    local fit = made.feeling.fit
    assert.equal("mean suffices", fit.verdict)
    for _, weight in ipairs(fit.weights) do assert.equal(weight.name ~= "mean", weight.left_out or false) end
  end)

  it("(4): few cases are not fitted", function()
    assert.equal("too few", felt(function() return 50 end, 20).feeling.fit.verdict)
  end)
end)

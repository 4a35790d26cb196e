-- rake_spec.lua - rake.lua, rake/*.lua: R's raked weights and errors, refusals, trimming, rows (statistics, section 5)

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

local TOLERANCE = 1e-9


local function near(wanted, got, tolerance, what)
  wanted = assert(tonumber(wanted), what)
  assert.is_true(math.abs(wanted - got) <= (tolerance or TOLERANCE) * math.max(1, math.abs(wanted)),
    ("%s: %.15g is not %.15g"):format(what or "value", got, wanted))
end


local function read(path)
  local list = {}
  for row in assert(cx.survey { file = path, questions = {} }:rows()) do list[#list + 1] = row end
  return list
end


-- The made-up survey, and its population.
local function people()
  return cx.survey { file = "tests/data/nps/answers.csv", weight = "weight",
                     questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
end


local function margins()
  local targets = {}
  for _, row in ipairs(read "tests/data/nps/margins.csv") do
    targets[row.variable] = targets[row.variable] or {}
    targets[row.variable][row.level] = tonumber(row.total)
  end
  return targets
end


local METRIC = {
  nps = cx.metric.nps "recommend", promoter = cx.metric.share("recommend", { 9, 10 }),
  detractor = cx.metric.share("recommend", { 0, 1, 2, 3, 4, 5, 6 }), satisfied = cx.metric.mean "satisfied",
  top2 = cx.metric.csat { question = "satisfied", top = 2 },
}


-- "region=etela channel=app" as { region = "etela", channel = "app" }, and its names.
local function group_of(text)
  local group, names = {}, {}
  for name, label in text:gmatch "(%w+)=(%S+)" do
    group[name] = label
    names[#names + 1] = name
  end
  return group, names
end


describe("rake", function()
  local survey = people()
  local tally = assert(survey:tally { by = { "region", "channel", "age", "segment" } })
  local raked = assert(cx.rake(tally, { targets = margins() }))

  it("(1): the margins are those of the population", function()
    assert.is_true(raked.report.error < 1e-9)
    assert.equal("raking", raked.report.method)
    for _, margin in ipairs(raked.report.margins) do
      for _, level in ipairs(margin.levels) do near(level.target, level.after, 1e-9, level.label) end
    end
  end)

  local clustered = cx.survey { file = "tests/data/nps/answers.csv", weight = "weight", strata = "region", cluster = "store",
                                questions = { recommend = cx.scale.nps, satisfied = cx.scale { 1, 5 } } }
  local design = {
    rw = raked,
    rc = assert(cx.rake(assert(clustered:tally { by = { "region", "channel", "age", "segment" } }), { targets = margins() })),
  }

  for _, row in ipairs(read "tests/data/nps/truth_raked.csv") do
    it(("raked (1): gives R's figures: %s %s %s"):format(row.design, row.value, row.group), function()
      local group, names = group_of(row.group)
      local found
      for _, estimate in ipairs(design[row.design]:measure(METRIC[row.value], { by = names, interval = "t" })) do
        local same = true
        for name, label in pairs(group) do same = same and estimate.group[name] == label end
        if same then found = estimate end
      end
      assert.same({ tonumber(row.n), tonumber(row.df) }, { found.n, found.df })
      for name, column in pairs { value = "estimate", se = "se", low = "low", high = "high", n_effective = "n_effective" } do
        near(row[column], found[name], TOLERANCE, name)
      end
    end)
  end

  it("raked (1): strata without clusters part the residuals of rows", function()
    local plain = cx.survey { file = "tests/data/nps/answers.csv", weight = "weight", strata = "region",
                              questions = { recommend = cx.scale.nps } }
    local made = assert(cx.rake(assert(plain:tally { by = { "region", "channel", "age" } }), { targets = margins() }))
    local se = made:total(METRIC.nps).se
    near(2.92068965433877, se, 0.01)                              -- raked on the strata, they hardly matter
    assert.is_true(math.abs(se - 2.92068965433877) > 1e-9)
  end)

  it("raked (1): without by it gives the groups of the columns that are not raked on", function()
    local list = raked:measure(METRIC.nps)
    assert.same({ { segment = "B2B" }, { segment = "B2C" } }, { list[1].group, list[2].group })
    assert.same({}, raked:total(METRIC.nps).group)
    near(14.1315606021822, raked:total(METRIC.nps).value)
    assert.equal("adjusted Wald 95 %", list[1].method)
    assert.same({ empty = 27 }, raked:total(METRIC.nps).missing)
  end)

  it("gives R's weights to rows, in a CSV", function()
    local path = os.tmpname()
    assert.equal(900, raked:write(survey, path))
    local wanted, got = read "tests/data/nps/raked_weights.csv", read(path)
    assert.equal(#wanted, #got)
    for i, row in ipairs(wanted) do
      assert.equal(row.id, got[i].id)
      near(row.raked, tonumber(got[i].raked_weight), 1e-8, "row " .. row.id)
    end
    assert.matches("the file has a column 'weight'", sample.mistake("rake_spec", function()
      local _ = raked:write(survey, path, { column = "weight" })
    end))
    os.remove(path)
    local _, message, code = raked:write(survey, "/nowhere/at/all.csv")
    assert.same({ "not_writable" }, { code })
    assert.matches("cannot be written", message)
  end)

  it("counts and weights add up to the population", function()
    local w, n = 0, 0
    for _, cell in ipairs(raked:weights()) do w, n = w + cell.w, n + cell.n end
    near(raked.report.weight, w, 1e-9)
    assert.equal(900, n)
    local answered = 0
    for _, count in ipairs(raked:counts "recommend") do answered = answered + count.w end
    assert.is_true(answered < w and answered > 0.9 * w)
    assert.equal(900, raked:design().n)
  end)

  it("(2): shares and percents give the same as totals", function()
    local share = {}
    for name, labels in pairs(margins()) do
      local sum = 0
      for _, total in pairs(labels) do sum = sum + total end
      share[name] = {}
      for label, total in pairs(labels) do share[name][label] = total / sum * (name == "age" and 100 or 1) end
    end
    local by_share = assert(cx.rake(tally, { targets = share }))
    near(14.1315606021822, by_share:total(METRIC.nps).value)
    near(2.92068965433877, by_share:total(METRIC.nps).se)
    near(select(2, 0, tally:design().w), by_share.report.weight, 1e-9)
  end)

  it("(1): cells are one margin of joint targets", function()
    local cells, sum = {}, 0
    for i, group in ipairs(assert(survey:tally { by = { "region", "age" }, of = {} }):groups()) do
      cells[i] = { region = group.group.region, age = group.group.age, total = 10 * i }
      sum = sum + 10 * i
    end
    local made = assert(cx.rake(tally, { cells = cells }))
    assert.equal("cell weighting", made.report.method)
    assert.is_true(made.report.sweeps <= 2)
    near(sum, made.report.weight, 1e-9)
    assert.equal("etela · 18-34", made.report.margins[1].levels[1].label)
  end)

  it("(3): without weights it starts from one person, one weight", function()
    local plain = assert(cx.rake(tally, { targets = margins(), weighted = false }))
    near(1, plain.report.design_effect.before)
    assert.is_true(plain:total(METRIC.nps).value ~= raked:total(METRIC.nps).value)
  end)

  it("(4): what the answers cannot give is said, never repaired", function()
    local targets = margins()
    targets.region.aland, targets.region.etela = 1000, targets.region.etela - 1000
    local made, message, code = cx.rake(tally, { targets = targets })
    assert.same({ nil, "empty_target" }, { made, code })
    assert.matches('nobody with a weight is in region = "aland"', message)
    targets = margins()
    targets.region.lansi, targets.region.etela = nil, targets.region.etela + targets.region.lansi
    made, message, code = cx.rake(tally, { targets = targets })
    assert.same({ nil, "no_target", 'the answers have region = "lansi", and there is no target for it' }, { made, code, message })
  end)

  it("(4): margins that contradict each other do not converge, and that is an error", function()
    local small = cx.survey { text = "a,b,q\nx,u,1\ny,v,2\nx,u,3\n", questions = { q = cx.scale { 1, 5 } } }
    local made, message, code = cx.rake(assert(small:tally { by = { "a", "b" } }),
      { targets = { a = { x = 0.5, y = 0.5 }, b = { u = 0.9, v = 0.1 } }, sweeps = 50 })
    assert.same({ nil, "no_convergence" }, { made, code })
    assert.matches("the margins cannot be reached together", message)
  end)

  it("refuses mistakes at the caller's line", function()
    local mistake = function(options, box)
      return sample.mistake("rake_spec", function() local _ = cx.rake(box or tally, options) end)
    end
    local targets = margins()
    targets.age["55+"] = targets.age["55+"] + 500
    assert.matches("one population has one size", mistake { targets = targets })
    assert.matches('targets.region%[north%]', (mistake { targets = { region = { north = 0 } } }:gsub('"', "")))
    assert.matches("targets of region sum to 0.99; shares sum to 1", mistake { targets = { region = { etela = 0.99 } } })
    assert.matches('unknown column of this tally "regio"; did you mean "region"', mistake { targets = { regio = { a = 1 } } })
    assert.matches("targets = { column", mistake {})
    assert.matches("trim: how many times the mean weight", mistake { targets = margins(), trim = 1 })
    assert.matches("unknown option of cx.rake", mistake { target = {} })
    assert.matches("says again what number 1 said", mistake { cells = { { age = "55+", total = 1 }, { age = "55+", total = 1 } } })
    assert.matches("interval 'Wilson' needs", sample.mistake("rake_spec", function()
      local _ = raked:measure(METRIC.nps, { interval = "wilson" })
    end))
    assert.matches("^by: unknown column", sample.mistake("rake_spec", function()
      local _ = raked:measure(METRIC.nps, { by = "colour" })
    end))
  end)

  it("a closed raked tally raises", function()
    local made = assert(cx.rake(tally, { targets = margins() }))
    made:close()
    made:close()
    assert.matches("closed", sample.mistake("rake_spec", function() local _ = made:total(METRIC.nps) end))
  end)
end)


describe("rake, on schools", function()
  local targets = { stype = { E = 4421, H = 755, M = 1018 }, ["sch.wide"] = { No = 1072, Yes = 5122 } }

  local function schools(file)
    return cx.survey { file = "tests/data/api/" .. file, weight = "pw", questions = { api00 = cx.number {} } }
  end

  for file, wanted in pairs { ["apiclus1.csv"] = { 641.230321, 7.778756 }, ["apistrat.csv"] = { 662.211650, 9.367432 } } do
    it("raked (1): gives R's error of " .. file, function()
      local made = assert(cx.rake(assert(schools(file):tally { by = { "stype", "sch.wide" } }), { targets = targets }))
      local estimate = made:total(cx.metric.mean "api00")
      near(wanted[1], estimate.value, 1e-9)
      assert.is_true(math.abs(wanted[2] - estimate.se) < 5e-7)
    end)
  end

  it("raked (1): gives R's error of districts as clusters", function()
    local survey = cx.survey { file = "tests/data/api/apiclus1.csv", weight = "pw", cluster = "dnum", population = "fpc",
                               questions = { api00 = cx.number {} } }
    local tally = assert(survey:tally { by = { "stype", "sch.wide" } })
    local raked = assert(cx.rake(tally, { targets = targets }))
    near(23.703616887929, raked:total(cx.metric.mean "api00").se)
    for i, wanted in ipairs { 22.8084121940987, 36.7431448777272, 29.9628809591014 } do
      near(wanted, raked:measure(cx.metric.mean "api00", { by = "stype" })[i].se)
    end
    local post = assert(cx.rake(tally, { targets = { stype = targets.stype } }))
    near(642.310788, post:total(cx.metric.mean "api00").value, 5e-7 / 642)
    near(23.920486, post:total(cx.metric.mean "api00").se, 5e-7 / 23)
  end)

  it("(1): gives R's raked and post-stratified weights", function()
    local tally = assert(schools "apiclus1.csv":tally { by = { "stype", "sch.wide" } })
    local made = assert(cx.rake(tally, { targets = targets }))
    local factor, post = {}, {}
    for _, cell in ipairs(made:weights()) do factor[cell.group.stype .. cell.group["sch.wide"]] = cell.factor end
    local stype = assert(cx.rake(tally, { targets = { stype = targets.stype } }))
    for _, cell in ipairs(stype:weights()) do post[cell.group.stype] = cell.factor end
    for _, row in ipairs(read "tests/data/api/raked_weights.csv") do
      near(row.raked, tonumber(row.pw) * factor[row.stype .. row["sch.wide"]])
      near(row.poststratified, tonumber(row.pw) * post[row.stype])
    end
    near(0.882521, made.report.factors.lowest, 5e-7)
    near(1.983205, made.report.factors.highest, 5e-7)
    near(1.051657, made.report.design_effect.after, 5e-7)
  end)
end)


describe("rake, trimming (5)", function()
  local text = "cell,weight,q\na,1,1\na,1,2\na,1,3\na,1,4\nb,2,5\nb,2,1\nc,12,2\n"

  local function small(by)
    return assert(cx.survey { text = text, weight = "weight", questions = { q = cx.scale { 1, 5 } } }:tally { by = by })
  end

  it("gives the note's weights, and reports what was cut", function()
    local made = assert(cx.rake(small { "cell" }, { targets = { cell = { a = 4, b = 4, c = 12 } }, trim = 3 }))
    local weights = made:weights()
    near(1.571429, weights[1].w / 4, 5e-7)
    near(2.571429, weights[2].w / 2, 5e-7)
    near(8.571429, weights[3].w, 5e-7)
    local trim = made.report.trim
    assert.same({ 1, 3 }, { trim.people, trim.times })
    near(2.73, trim.design_effect_before, 1e-9)
    near(1.69, trim.design_effect, 5e-3)
    assert.equal("equal shares (survey::trimWeights)", trim.method)
    assert.is_true(made.report.margins[1].levels[3].after < 12)
    assert.is_true(made:total(cx.metric.mean "q").se > 0)
  end)

  it("needs one weight in a cell, and takes the weight's column as one", function()
    local mixed = "cell,weight,q\na,1,1\na,3,2\nb,2,5\nb,2,1\nb,9,2\n"
    local survey = cx.survey { text = mixed, weight = "weight", questions = { q = cx.scale { 1, 5 } } }
    local targets = { cell = { a = 0.4, b = 0.6 } }
    local made, message, code = cx.rake(assert(survey:tally { by = "cell" }), { targets = targets, trim = 2 })
    assert.same({ nil, "unequal_weights" }, { made, code })
    assert.matches("add the weight's column to by", message)
    made = assert(cx.rake(assert(survey:tally { by = { "cell", "weight" } }), { targets = targets, trim = 2 }))
    assert.equal(1, #made:measure(cx.metric.mean "q", { by = {} }))
  end)
end)


describe("rake, written to rows", function()
  local text = 'day,site,score,w\n2026-01-03,"a, 1",10,1.5\n2026-01-09,b,3,0\n2026-02-01,b,7,2\n2026-02-02,"a, 1",9,\n2026-02-03,c,9,1\n'

  local function survey()
    return cx.survey { text = text, time = "day", weight = "w", questions = { score = cx.scale.nps }, only = "site ~= 'c'",
                       channel = cx.rule("site", function(site) return site:find "^a" and "alpha" or "beta" end) }
  end

  it("finds the group of each row again, by rules and months, and leaves out what the tally left out", function()
    local answers, path = survey(), os.tmpname()
    local tally = assert(answers:tally { by = { "channel", cx.month }, of = "score" })
    local made = assert(cx.rake(tally, { targets = { month = { ["2026-01"] = 300, ["2026-02"] = 700 } } }))
    assert.equal(3, made:write(answers, path, { column = "new" }))
    local rows = read(path)
    assert.same({ { "2026-01-03", "a, 1", "300" }, { "2026-01-09", "b", "0" }, { "2026-02-01", "b", "700" } }, {
      { rows[1].day, rows[1].site, rows[1].new }, { rows[2].day, rows[2].site, rows[2].new },
      { rows[3].day, rows[3].site, rows[3].new } })
    os.remove(path)
  end)

  it("says so when the rows are no longer those that were counted", function()
    local path, source = os.tmpname(), sample.file("site,score\na,9\nb,3\n", ".csv")
    local answers = cx.survey { file = source, questions = { score = cx.scale.nps } }
    local made = assert(cx.rake(assert(answers:tally { by = "site" }), { targets = { site = { a = 0.5, b = 0.5 } } }))
    local handle = assert(io.open(source, "a"))
    handle:write("z,9\n")
    handle:close()
    local n, message, code = made:write(answers, path)
    assert.same({ nil, "other_rows" }, { n, code })
    assert.matches("count it again", message)
    os.remove(source)
    os.remove(path)
  end)

  it("a tally of nobody is refused with a message", function()
    local answers = survey()
    local tally = assert(answers:tally { by = "channel", where = "score == 0" })
    local made, message, code = cx.rake(tally, { targets = { channel = { alpha = 1 } } })
    assert.same({ nil, "nobody with a weight is in the tally; answers with weights above 0 are wanted", "empty_target" }, { made, message, code })
  end)

  it("(4): weights that grow beyond all numbers are said so, without one", function()
    local wanted = { { names = { "sex" }, labels = { "f", "m" }, target = { 1, 2 } } }
    for _, value in ipairs { 0 / 0, -(0 / 0), 1 / 0 } do
      local message, code = require "cx.rake".refusal(wanted, "apart", 1, 2, value)
      assert.equal("the margins cannot be reached together: the weights that sex = \"m\" wants are beyond all numbers; join "
        .. "small categories", message)
      assert.equal("no_convergence", code)
    end
  end)
end)

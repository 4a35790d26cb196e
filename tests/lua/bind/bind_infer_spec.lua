-- bind_infer_spec.lua - bind_infer.c and shape.c: what R's survey package says, from plain cells

local core = require "cx.core"
local metric = require "cx.metric"


-- The fields of a line, quotes undone.
local function fields_of(line)
  local fields, at = {}, 1
  repeat
    local text, next_at = line:match('^"([^"]*)",?()', at)
    if not text then text, next_at = line:match("^([^,]*),?()", at) end
    fields[#fields + 1], at = text, next_at
  until at > #line
  return fields
end


-- The rows of a file as tables by column.
local function read(path)
  local rows, columns = {}, nil
  for line in io.lines(path) do
    local fields = fields_of((line:gsub("\r$", "")))
    if columns then
      local row = {}
      for i, name in ipairs(columns) do row[name] = fields[i] or "" end
      rows[#rows + 1] = row
    else
      columns = fields
    end
  end
  return rows
end


local function scale(from, to)
  local answers = {}
  for value = from, to do answers[#answers + 1] = { value = value } end
  return { kind = "question", name = "q", type = "score", from = from, to = to, answers = answers }
end


-- The cells of one column over the rows that pass; weight is a column or nil.
local function cells_of(rows, column, question, pass, weight)
  local at, cells = {}, {}
  for i, answer in ipairs(question.answers) do
    cells[i] = { n = 0, w = 0, q = 0 }
    at[tostring(answer.value)] = cells[i]
  end
  for _, row in ipairs(rows) do
    local cell = at[row[column]]
    if cell and pass(row) then
      local w = weight and tonumber(row[weight]) or 1
      cell.n, cell.w, cell.q = cell.n + 1, cell.w + w, cell.q + w * w
    end
  end
  return cells
end


local function measure(rows, column, question, m, options)
  local cells = cells_of(rows, column, question, options.pass or function() return true end, options.weight)
  for i, score in ipairs(metric.scores_for(m, question)) do cells[i].score = score end
  return core.estimate(cells, options.design or #rows, { interval = options.interval, weighted = options.weight ~= nil })
end


local function close(want, got, what)
  want = tonumber(want)
  assert.is_true(math.abs(got - want) <= 1e-9 * math.max(1, math.abs(want)), ("%s: %.17g, not %.17g"):format(what, got, want))
end


local zero_ten, one_five = scale(0, 10), scale(1, 5)


describe("core.estimate", function()
  it("agrees with svymean and svyby on 900 answers, with and without weights", function()
    local METRIC = {
      nps = { "recommend", zero_ten, metric.nps },
      promoter = { "recommend", zero_ten, metric.share("q", { 9, 10 }) },
      detractor = { "recommend", zero_ten, metric.share("q", { 0, 1, 2, 3, 4, 5, 6 }) },
      recommend = { "recommend", zero_ten, metric.mean },
      satisfied = { "satisfied", one_five, metric.mean },
      top2 = { "satisfied", one_five, metric.csat },
    }
    local rows, checked = read "tests/data/nps/answers.csv", 0
    for _, truth in ipairs(read "tests/data/nps/truth.csv") do
      local what = assert(METRIC[truth.value], truth.value)
      local e = measure(rows, what[1], what[2], what[3], {
        interval = "t", weight = truth.design == "w" and "weight" or nil,
        pass = function(row)
          for column, value in truth.group:gmatch "(%w+)=(%S+)" do
            if row[column] ~= value then return false end
          end
          return true
        end,
      })
      local name = table.concat({ truth.design, truth.value, truth.group }, " ")
      for _, field in ipairs { "n", "df" } do assert.equal(tonumber(truth[field]), e[field], name .. " " .. field) end
      close(truth.estimate, e.value, name)
      for _, field in ipairs { "se", "low", "high", "n_effective" } do close(truth[field], e[field], name .. " " .. field) end
      checked = checked + 1
    end
    assert.is_true(checked >= 100, checked .. " rows")
  end)


  it("agrees with svymean on the airport of 2017", function()
    local NAMED = {
      nps = metric.nps, mean = metric.mean, top2box = metric.csat,
      share_promoters = metric.share("q", { 9, 10 }), share_passives = metric.share("q", { 7, 8 }),
      share_detractors = metric.share("q", { 0, 1, 2, 3, 4, 5, 6 }),
    }
    local rows, checked = read "examples/airport/data/sfo_2017.csv", 0
    assert.equal(2831, #rows)
    for _, truth in ipairs(read "tests/data/sfo/truth.csv") do
      local m, column = assert(NAMED[truth.metric], truth.metric), truth.column
      local question = column == "NETPRO" and zero_ten or one_five
      local name = truth.metric .. " " .. column
      local plain = measure(rows, column, question, m, { interval = "t", design = tonumber(truth.n) })
      local weighted = measure(rows, column, question, m, { interval = "t", weight = "WEIGHT" })
      local answered = measure(rows, column, question, m, { interval = "t", weight = "WEIGHT", design = tonumber(truth.n) })
      assert.equal(tonumber(truth.n), plain.n, name)
      close(truth.unweighted, plain.value, name)
      close(truth.se_unweighted, plain.se, name)
      close(truth.n_effective, weighted.n_effective, name)
      close(truth.weighted, weighted.value, name)
      close(truth.se_weighted_domain, weighted.se, name)
      close(truth.se_weighted_answered, answered.se, name)
      checked = checked + 1
    end
    assert.equal(48, checked)
  end)


  it("names its method, and counts people in integers", function()
    local cells = { { n = 20, score = -100 }, { n = 30, score = 0 }, { n = 50, score = 100 } }
    local e = core.estimate(cells, 100, { confidence = 0.9 })
    assert.same({ "adjusted Wald 90 %", "adjusted Wald", 0.9 }, { e.method, e.interval, e.confidence })
    assert.equal("integer", math.type(e.n))
  end)


  it("without people has no value, and no number that is none", function()
    local e = core.estimate({ { n = 0, score = 0 }, { n = 0, score = 100 } }, 50)
    assert.same({ n = 0, n_effective = 0 }, e)
  end)


  it("refuses a method that does not fit, a strange name, a strange confidence", function()
    local cells = { { n = 2, score = 1 }, { n = 3, score = 2 }, { n = 1, score = 5 } }
    local function refused(options, message)
      assert.error_matches(function() core.estimate(cells, 6, options) end, message)
    end
    refused({ interval = "wilson" }, "'Wilson' needs a metric of two scores")
    refused({ interval = "wils" }, "there are auto, adjusted Wald, score, Wilson")
    refused({ confidence = 95 }, "between 0 and 1")
    assert.error_matches(function() core.estimate({}, 6) end, "at least one score")
    assert.error_matches(function() core.estimate({ { n = 1, score = 0 / 0 } }, 6) end, "finite number")
  end)
end)


describe("core.verdict", function()
  it("takes the power that is asked for", function()
    local e = core.estimate({ { n = 36, score = -100 }, { n = 92, score = 0 }, { n = 252, score = 100 } }, 380)
    assert.equal(837, core.verdict(e, "at_least", 50).n_needed)
    assert.equal(409, core.verdict(e, "at_least", 50, 0.5).n_needed)
  end)


  it("judges every method by the table alone", function()
    for _, interval in ipairs { "Wilson", "Wilson survey", "Korn-Graubard beta", "t", "Wald" } do
      local e = core.estimate({ { n = 189, score = 0 }, { n = 70, score = 100 } }, 259, { interval = interval })
      local v = core.verdict(e, "at_least", 25)
      assert.equal("cannot tell", v.verdict)
      assert.is_true(v.probability > 0.74 and v.probability < 0.79, interval)
      assert.is_true(v.n_needed > 3000, interval)
    end
  end)


  it("refuses a table that is no estimate", function()
    assert.error_matches(function() core.verdict({ value = 3 }, "at_least", 2) end, "not an estimate")
    assert.error_matches(function() core.verdict({}, "above", 2) end, "invalid option")
  end)
end)


describe("core.distribution", function()
  it("refuses what is outside a function's domain", function()
    local d = core.distribution
    for _, call in ipairs { { d.normal, 0 / 0 }, { d.normal_quantile, 1.5 }, { d.t, 1, 0 }, { d.t_quantile, 0.5, -1 },
                            { d.beta, 0.5, 1, 0 }, { d.chi_square, 1, 1 / 0 } } do
      assert.is_false(pcall(table.unpack(call, 1, 4)))
    end
    assert.near(1.959963984540054, d.normal_quantile(0.975), 1e-15)
  end)
end)

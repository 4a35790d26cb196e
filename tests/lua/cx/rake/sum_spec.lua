-- sum_spec.lua - sum.lua: sums and ratios with raked weights, by a loop over rows; api_spec.lua and
-- verify_replicate_spec.lua hold it to R

local cx = require "cx"
local sample = dofile "tests/lua/cx/sample.lua"

-- { id, g, y, x, w }; an empty y is no answer.
local ROWS = { { "a", "u", 1, 2, 1 }, { "b", "u", 4, 3, 2 }, { "c", "v", 2, 1, 1.5 }, { "d", "v", 9, 5, 3 }, { "e", "v", "", 5, 1 },
               { "f", "u", 8, 6, 0.5 } }
local SIZE = { u = 60, v = 140 }
local Y, X = cx.metric.mean "y", cx.metric.mean "x"


local function survey(more, rows)
  local lines = { "id,g,y,x,w" }
  for i, row in ipairs(rows or ROWS) do lines[i + 1] = table.concat(row, ",") end
  local all = { text = table.concat(lines, "\n") .. "\n", weight = "w",
                questions = { y = cx.number, x = cx.number, place = cx.scale.names { column = "g", "u", "v" } } }
  for name, value in pairs(more or {}) do all[name] = value end
  return cx.survey(all)
end


local function raked(more, options, by, rows, where)
  options = options or {}
  options.targets = { g = SIZE }
  return assert(cx.rake(assert(survey(more, rows):tally { by = by or "g", where = where }), options))
end


local function near(wanted, got, tolerance)
  assert.is_true(math.abs(wanted - got) <= (tolerance or 1e-9), ("%.12g is not %.12g"):format(got, wanted))
end


-- The sum and its error, row by row: residuals on g by the weights there were, as postStratify has them.
local function by_hand(value_of)
  local weight, mean, total, z, z2 = {}, {}, 0, 0, 0
  for _, row in ipairs(ROWS) do weight[row[2]] = (weight[row[2]] or 0) + row[5] end
  for _, row in ipairs(ROWS) do mean[row[2]] = (mean[row[2]] or 0) + row[5] * value_of(row) / weight[row[2]] end
  for _, row in ipairs(ROWS) do
    local w = row[5] * SIZE[row[2]] / weight[row[2]]
    local e = w * (value_of(row) - mean[row[2]])
    total, z, z2 = total + w * value_of(row), z + e, z2 + e * e
  end
  return total, math.sqrt(6 / 5 * (z2 - z * z / 6))
end


local function y_of(row) return row[3] ~= "" and row[3] or 0 end


describe("rake sum", function()
  it("(2): a sum is that of a loop over rows; who gave no answer adds nothing", function()
    local value, se = by_hand(y_of)
    local e = raked():sum(Y, { by = false })[1]
    near(value, e.value)
    near(se, e.se)
    assert.same({ 5, 5, "t 95 %", true }, { e.n, e.df, e.method, e.raked })
    near(e.value + 2.570581835636314 * e.se, e.high)                                               -- R: qt(.975, 5)
    assert.equal(1, #raked():sum(Y))
  end)

  it("(2): rows outside the group have residuals too", function()
    for g, wanted in pairs { u = 1, v = 2 } do
      local value, se = by_hand(function(row) return row[2] == g and y_of(row) or 0 end)
      local e = raked():sum(Y, { by = "g" })[wanted]
      assert.equal(g, e.group.g)
      near(value, e.value)
      near(se, e.se)
    end
    local value, se = by_hand(function(row) return row[1] == "d" and y_of(row) or 0 end)
    local e = raked(nil, nil, { "g", "id" }):sum(Y)[4]
    assert.equal("d", e.group.id)
    near(value, e.value)
    near(se, e.se)
  end)

  it("(1): each row a cluster has the error of rows", function()
    local plain, clustered = raked():sum(Y, { by = false })[1], raked({ cluster = "id" }):sum(Y, { by = false })[1]
    near(plain.value, clustered.value)
    near(plain.se, clustered.se)
    near(plain.n_effective, clustered.n_effective)
  end)

  it("(2): what the margins know has no error, and trimmed weights know nothing", function()
    local of_u = raked():sum(cx.metric.share("place", "u"), { by = false })[1]
    near(100 * SIZE.u, of_u.value)
    near(0, of_u.se)
    local rows = {}
    for i, row in ipairs(ROWS) do rows[i] = { row[1], row[2], row[3], row[4], 1 } end
    local trimmed = raked(nil, { trim = 1.2 }, nil, rows):sum(X, { by = false })[1]
    local z, z2, sum = 0, 0, 0
    for _, cell in ipairs(raked(nil, { trim = 1.2 }, { "g", "x" }, rows):weights()) do
      for _ = 1, cell.n do
        local x = cell.w / cell.n * cell.group.x
        sum, z, z2 = sum + x, z + x, z2 + x * x
      end
    end
    near(sum, trimmed.value)
    near(math.sqrt(6 / 5 * (z2 - z * z / 6)), trimmed.se)
  end)

  it("(3): a ratio is that of the sums, and of itself 1 without an error", function()
    local made = raked({ cluster = "id" }, nil, nil, nil, "y is not missing")
    local y, x = made:sum(Y, { by = false })[1], made:sum(X, { by = false })[1]
    local e = made:ratio(Y, X, { by = false })[1]
    near(y.value / x.value, e.value)
    assert.is_true(e.se > 0 and e.se < y.se / x.value)
    local same = made:ratio(X, X, { by = false })[1]
    assert.equal(1, same.value)
    near(0, same.se)
    assert.same({ "u", "v" }, { made:ratio(Y, X, { by = "g" })[1].group.g, made:ratio(Y, X, { by = "g" })[2].group.g })
  end)

  it("(3): a ratio is refused without clusters, and where an answer is missing; of nothing it has no value", function()
    local function mistake(call) return sample.mistake("sum_spec", call) end
    assert.matches("ratio: the tally does not know both answers of a person", mistake(function()
      local _ = raked():ratio(Y, X)
    end))
    assert.matches("ratio: 1 rows lack an answer to one of the two", mistake(function()
      local _ = raked({ cluster = "id" }):ratio(Y, X)
    end))
    local zero = {}
    for i, row in ipairs(ROWS) do zero[i] = { row[1], row[2], 1, 0, 1 } end
    local e = raked({ cluster = "id" }, nil, nil, zero):ratio(Y, X)[1]
    assert.same({ nil, nil, 6 }, { e.value, e.se, e.n })
  end)

  it("(1): sums of whole numbers pass 2^63", function()
    local text = "g,y\n" .. ("u,1000000000000000\n"):rep(10000) .. "v,1\nu,3\n"
    local tally = assert(cx.survey { text = text, cluster = "g", questions = { y = cx.number } }:tally { by = "g" })
    local made = assert(cx.rake(tally, { targets = { g = { u = 100010, v = 10 } } }))
    near(1, made:sum(Y, { by = false })[1].value / (1e20 + 40), 1e-12)
    near(1, cx.jackknife(tally, Y, { by = false, sum = true })[1].value / (1e19 + 4), 1e-12)
  end)

  it("refuses mistakes at the caller's line", function()
    local made = raked()
    local function mistake(...)
      local given = table.pack(...)
      return sample.mistake("sum_spec", function() local _ = made:sum(table.unpack(given, 1, given.n)) end)
    end
    assert.matches("^sum: a metric is wanted", mistake "y")
    assert.matches("^unknown option of sum", mistake(Y, { weighted = false }))
    assert.matches("^confidence", mistake(Y, { confidence = 95 }))
    assert.matches("^by: unknown column", mistake(Y, { by = "colour" }))
    made:close()
    assert.matches("closed", mistake(Y))
  end)
end)

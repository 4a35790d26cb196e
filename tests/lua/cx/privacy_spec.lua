-- privacy_spec.lua - privacy: nobody can be worked out of what is published

local cx = require "cx"


-- Rational numbers for a solver of the test's own: { numerator, denominator }.
local function gcd(a, b) return b == 0 and math.abs(a) or gcd(b, a % b) end

local function ratio(a, b)
  local g = gcd(a, b)
  if b < 0 then g = -g end
  return { a // g, b // g }
end


-- Unit vectors in the row space of a matrix of whole numbers: Gauss-Jordan, the naive way.
local function derivable(matrix, n_columns)
  local rows, at = {}, 1
  for i, row in ipairs(matrix) do
    rows[i] = {}
    for j = 1, n_columns do rows[i][j] = ratio(row[j] or 0, 1) end
  end
  for column = 1, n_columns do
    local found
    for i = at, #rows do found = found or rows[i][column][1] ~= 0 and i end
    if found then
      rows[at], rows[found] = rows[found], rows[at]
      local pivot = rows[at][column]
      for j = 1, n_columns do rows[at][j] = ratio(rows[at][j][1] * pivot[2], rows[at][j][2] * pivot[1]) end
      for i = 1, #rows do
        local f = rows[i][column]
        if i ~= at and f[1] ~= 0 then
          for j = 1, n_columns do
            local a, b = rows[i][j], rows[at][j]
            rows[i][j] = ratio(a[1] * f[2] * b[2] - f[1] * b[1] * a[2], a[2] * f[2] * b[2])
          end
        end
      end
      at = at + 1
    end
  end
  local list = {}
  for _, row in ipairs(rows) do
    local n, last = 0, nil
    for j = 1, n_columns do
      if row[j][1] ~= 0 then n, last = n + 1, j end
    end
    if n == 1 then list[#list + 1] = last end
  end
  return list
end


-- A table with margins from rows of counts: labels "r1", "c1"; totals leave the dimension out.
local function crossed(counts, more)
  local cells, all = {}, 0
  local columns = {}
  for i, row in ipairs(counts) do
    local sum = 0
    for j, n in ipairs(row) do
      cells[#cells + 1] = { at = { row = "r" .. i, column = "c" .. j }, n = n }
      sum, columns[j] = sum + n, (columns[j] or 0) + n
    end
    cells[#cells + 1] = { at = { row = "r" .. i }, n = sum }
    all = all + sum
  end
  for j, n in ipairs(columns) do cells[#cells + 1] = { at = { column = "c" .. j }, n = n } end
  cells[#cells + 1] = { at = {}, n = all }
  local made = { by = { "row", "column" }, cells = cells }
  for key, value in pairs(more or {}) do made[key] = value end
  return made
end


local function cell_at(made, at)
  for _, cell in ipairs(made.cells) do
    local same = true
    for key, label in pairs(at) do same = same and cell.at[key] == label end
    for key in pairs(cell.at) do same = same and at[key] ~= nil end
    if same then return cell end
  end
end


-- The table of the statistics note.
local NAMES = { r1 = "B2B", r2 = "B2C", c1 = "web", c2 = "store", c3 = "phone" }

local function note()
  local made = crossed { { 34, 6, 12 }, { 41, 18, 7 } }
  made.by = { "customer", "channel" }
  for _, cell in ipairs(made.cells) do
    cell.at = { customer = NAMES[cell.at.row], channel = NAMES[cell.at.column] }
  end
  return made
end


local function hide(made, ...)
  for _, at in ipairs { ... } do
    local cell = cell_at(made, at)
    cell.n, cell.hidden = nil, true
  end
  return made
end


local function hidden_of(made)
  local list = {}
  for _, cell in ipairs(made.cells) do
    if cell.hidden then list[#list + 1] = ("%s %s"):format(cell.at.customer or "total", cell.at.channel or "total") end
  end
  return list
end


local function one_line(parts)
  local cells = {}
  for label, n in pairs(parts) do
    cells[#cells + 1] = { at = { channel = label ~= "total" and label or nil }, n = n or nil, hidden = not n or nil }
  end
  return { cells = cells }
end


describe("privacy: the example of the note, k = 10", function()
  local STORE, PHONE = { customer = "B2B", channel = "store" }, { customer = "B2C", channel = "phone" }

  it("hiding the 6 and the 7 alone leaks both, with the equation", function()
    local audit = cx.audit(hide(note(), STORE, PHONE))
    assert.is_false(audit.safe)
    assert.equal(2, #audit.leaks)
    assert.same({ 6, 7 }, { audit.leaks[1].value, audit.leaks[2].value })
    assert.equal("B2B · store = store - B2C · store\nB2C · phone = phone - B2B · phone", tostring(audit))
  end)

  it("hiding store and phone in both rows: rank 3, nothing leaks, B2B store is 0 .. 18", function()
    local audit = cx.audit(hide(note(), STORE, PHONE, { customer = "B2B", channel = "phone" },
      { customer = "B2C", channel = "store" }))
    assert.is_true(audit.safe)
    assert.same({ 3, 4, false }, { audit.rank, audit.n_unknowns, audit.contradicts })
    for _, range in ipairs(audit.ranges) do
      if range.at.customer == "B2B" and range.at.channel == "store" then
        assert.same({ 0, 18 }, { range.low, range.high })
      end
    end
    assert.equal("4 hidden cells; none of them can be worked out from what is published.", tostring(audit))
  end)

  it("the null vector (1, -1, -1, 1) is the proof", function()
    local answers = require "cx.core".audit(4, { { 18, 1, 1, 2, 1 }, { 25, 3, 1, 4, 1 }, { 24, 1, 1, 3, 1 },
      { 19, 2, 1, 4, 1 } })
    local vector = {}
    for i = 1, 8, 2 do vector[answers[1].proof[i]] = answers[1].proof[i + 1] end
    assert.same({ 1, -1, -1, 1 }, vector)
  end)

  it("(1) (3): protect hides those four and no more", function()
    local tables, audit = cx.privacy.protect({ note() }, { minimum = 10 })
    assert.same({ "B2B phone", "B2B store", "B2C phone", "B2C store" }, hidden_of(tables[1]))
    assert.is_true(audit.safe)
    assert.equal(4, audit.n_hidden)
    assert.equal("threshold", audit.added[1].why)
  end)
end)


describe("privacy: planted leaks", function()
  it("a total minus the visible groups", function()
    local audit = cx.audit(one_line { web = 75, phone = 19, store = false, total = 118 })
    assert.equal("store = total - phone - web", (tostring(audit):gsub("web %- phone", "phone - web")))
    assert.equal(24, audit.leaks[1].value)
    assert.matches("store = yhteensä %- ", audit:text "fi")
    assert.matches("store = totalt %- ", audit:text "sv")
  end)

  local WITHIN = { month = { ["to May"] = { "January to April", "May" } } }

  it("this month against year to date: the month that was hidden", function()
    local april = { name = "April", cells = { { at = { month = "January to April" }, n = 40 } } }
    local may = { within = WITHIN, cells = { { at = { month = "to May" }, n = 46 },
                                             { at = { month = "May" }, hidden = true } } }
    local audit = cx.audit(april, may)
    assert.equal(1, #audit.leaks)
    assert.equal(6, audit.leaks[1].value)
    assert.equal("May = to May - January to April", tostring(audit))
  end)

  it("(8): protect hides the year to date, since the round before is published already", function()
    local april = { cells = { { at = { month = "January to April" }, n = 40 } } }
    local now = { within = WITHIN, cells = { { at = { month = "to May" }, n = 46 }, { at = { month = "May" }, n = 6 } } }
    local tables, audit = cx.privacy.protect({ now }, { earlier = { april } })
    assert.is_true(audit.safe)
    for _, cell in ipairs(tables[1].cells) do assert.is_true(cell.hidden) end
  end)

  it("(8): an earlier hidden cell is not given away by a later table", function()
    local before = { cells = { { at = { channel = "web" }, n = 50 }, { at = { channel = "phone" }, hidden = true },
                               { at = { channel = "store" }, hidden = true } } }
    local now = { cells = { { at = {}, n = 75 }, { at = { channel = "store" }, n = 20 } } }
    local tables, audit = cx.privacy.protect({ now }, { earlier = { before } })
    assert.is_true(audit.safe)
    local n = 0
    for _, cell in ipairs(tables[1].cells) do n = n + (cell.hidden and 1 or 0) end
    assert.equal(1, n)
  end)

  it("(8): what earlier tables give away by themselves is said, and hides nothing", function()
    local before = one_line { web = 75, phone = 19, store = false, total = 118 }
    local tables, audit = cx.privacy.protect({ { of = "other", cells = { { at = { region = "N" }, n = 30 } } } },
      { earlier = { before } })
    assert.is_false(audit.safe)
    assert.equal(24, audit.leaks[1].value)
    assert.is_nil(tables[1].cells[1].hidden)
  end)

  it("two tables without totals share their grand total", function()
    local by_channel = { cells = { { at = { channel = "web" }, n = 30 }, { at = { channel = "phone" }, n = 25 } } }
    local by_region = { cells = { { at = { region = "N" }, n = 50 }, { at = { region = "S" }, hidden = true } } }
    local audit = cx.audit(by_channel, by_region)
    assert.equal(5, audit.leaks[1].value)
    by_region.cells[2] = { at = { region = "S" }, n = 5 }
    local _, after = cx.privacy.protect { by_channel, by_region }
    assert.is_true(after.safe)
  end)

  it("a total of nobody gives its parts away without rank", function()
    local audit = cx.audit(one_line { web = false, phone = false, total = 0 })
    assert.equal(2, #audit.leaks)
    assert.matches("web can be nothing but 0", tostring(audit))
  end)

  it("totals that contradict each other are said", function()
    local made = hide(note(), { customer = "B2B", channel = "store" }, { customer = "B2C", channel = "store" })
    cell_at(made, { channel = "store" }).n = 3
    cell_at(made, { customer = "B2C" }).n = 90
    assert.is_true(cx.audit(made).contradicts)
  end)
end)


describe("privacy: borders", function()
  it("(1): k people are shown, k - 1 are not", function()
    local function shown(n)
      local tables = cx.privacy.protect({ { cells = { { at = { unit = "a" }, n = n }, { at = { unit = "b" }, n = 90 } } } },
        { minimum = 10 })
      return cell_at(tables[1], { unit = "a" }).n
    end
    assert.equal(10, shown(10))
    assert.is_nil(shown(9))
    assert.is_nil(shown(0))
  end)

  it("(2): hidden siblings reach k together, else a shown one joins them", function()
    local tables, audit = cx.privacy.protect { one_line { a = 4, b = 5, c = 20, d = 30, total = 59 } }
    local made = tables[1]
    assert.is_true(cell_at(made, { channel = "c" }).hidden)
    assert.equal(30, cell_at(made, { channel = "d" }).n)
    assert.is_true(audit.safe)
    made = cx.privacy.protect({ one_line { a = 4, b = 6, c = 20, d = 30, total = 60 } })[1]
    assert.equal(20, cell_at(made, { channel = "c" }).n)
  end)

  it("(5): a cell that is to be kept stays, another gives way; a cheap one goes first", function()
    local made = one_line { a = 4, b = 20, c = 30, total = 54 }
    cell_at(made, { channel = "b" }).keep = true
    cell_at(made, {}).cost = 0
    local result = cx.privacy.protect({ made })[1]
    assert.equal(20, cell_at(result, { channel = "b" }).n)
    assert.is_true(cell_at(result, {}).hidden)
    assert.equal(30, cell_at(result, { channel = "c" }).n)
  end)

  it("(10): no hidden cell beyond the threshold could be shown", function()
    local counts = { { 3, 20, 31, 44 }, { 14, 5, 16, 27 }, { 27, 28, 2, 35 }, { 50, 61, 72, 83 } }
    local made = crossed(counts)
    local result, audit = cx.privacy.protect { made }
    for _, added in ipairs(audit.added) do
      if added.why ~= "threshold" then
        local less = cx.privacy.protect { made }
        local cell = cell_at(less[1], added.at)
        cell.hidden, cell.n = nil, cell_at(made, added.at).n
        assert.is_false(cx.audit(less).safe)
      end
    end
    assert.equal(#audit.added, audit.n_hidden)
    assert.is_true(cx.audit(result).safe)
  end)

  it("(7): hidden and empty look alike, whether the empty cell was listed or not", function()
    local function table_of(rows)
      local cells = {}
      for i, row in ipairs(rows) do cells[i] = { at = { unit = row[1], sex = row[2] }, n = row[3], value = row[3] / 2 } end
      return cx.privacy.protect { { cells = cells } }
    end
    local rows = { { "a", "f", 40 }, { "a", "m", 30 }, { "b", "f", 20 }, { "c", "f", 50 }, { "c", "m", 60 } }
    local absent = table_of(rows)
    table.insert(rows, 1, { "b", "m", 0 })
    local empty = table_of(rows)
    rows[1][3] = 7
    local few = table_of(rows)
    assert.same(absent, empty)
    assert.same(empty, few)
    assert.same({ at = { unit = "b", sex = "m" }, hidden = true }, cell_at(few[1], { unit = "b", sex = "m" }))
  end)

  it("leaves what it was given as it was", function()
    local made = note()
    cx.privacy.protect { made }
    assert.same(note(), made)
  end)
end)


-- The hidden cells that an independent reading of a published table can work out; its equations are its lines.
local function naive_leaks(made, n_rows, n_columns)
  local number, n, matrix = {}, 0, {}
  local function at(i, j) return cell_at(made, { row = i and "r" .. i, column = j and "c" .. j }) end
  for _, cell in ipairs(made.cells) do
    if cell.hidden then n = n + 1; number[cell] = n end
  end
  local function line(total, parts)
    local row = {}
    if number[total] then row[number[total]] = 1 end
    for _, part in ipairs(parts) do
      if number[part] then row[number[part]] = -1 end
    end
    matrix[#matrix + 1] = row
  end
  local all_rows, all_columns = {}, {}
  for i = 1, n_rows do
    local parts = {}
    for j = 1, n_columns do parts[j] = at(i, j) end
    line(at(i), parts)
    all_rows[i] = at(i)
  end
  for j = 1, n_columns do
    local parts = {}
    for i = 1, n_rows do parts[i] = at(i, j) end
    line(at(nil, j), parts)
    all_columns[j] = at(nil, j)
  end
  line(at(), all_rows)
  line(at(), all_columns)
  return derivable(matrix, n), n
end


describe("privacy: a thousand random tables with margins", function()
  it("(4): the naive solver finds what is planted", function()
    assert.same({ 1, 2 }, derivable({ { 1 }, { 0, 1 } }, 2))
    assert.same({}, derivable({ { 1, 1 }, { 2, 2 } }, 2))
    assert.same({ 1, 2, 3 }, derivable({ { 1, 1 }, { 0, 1, 1 }, { 1, 0, 1 } }, 3))
  end)

  it("(4): none leaks after suppression, by a solver of the test's own", function()
    local state = 20261121
    local function chance(m)
      state = (state * 1103515245 + 12345) % 2147483648
      return state // 65536 % m
    end
    local n_hidden, n_shown = 0, 0
    for _ = 1, 1000 do
      local n_rows, n_columns, counts = 2 + chance(4), 2 + chance(4), {}
      for i = 1, n_rows do
        counts[i] = {}
        for j = 1, n_columns do counts[i][j] = chance(4) == 0 and chance(12) or 8 + chance(60) end
      end
      local tables, audit = cx.privacy.protect({ crossed(counts) }, { minimum = 10 })
      local leaks, n = naive_leaks(tables[1], n_rows, n_columns)
      assert.same({}, leaks)
      assert.is_true(audit.safe)
      for _, cell in ipairs(tables[1].cells) do assert.is_true(cell.hidden or cell.n >= 10) end
      n_hidden, n_shown = n_hidden + n, n_shown + #tables[1].cells - n
    end
    assert.is_true(n_hidden > 2000)
    assert.is_true(n_shown > n_hidden)
  end)

  -- The rank of a matrix of ratios over the people of r x c x s, each shown cell a row of ones and noughts.
  local function rank(rows, n)
    local list, at = {}, 0
    for i, row in ipairs(rows) do
      list[i] = {}
      for j = 1, n do list[i][j] = ratio(row[j], 1) end
    end
    for column = 1, n do
      local found
      for i = at + 1, #list do found = found or list[i][column][1] ~= 0 and i end
      if found then
        at = at + 1
        list[at], list[found] = list[found], list[at]
        local p = list[at][column]
        for i = at + 1, #list do
          local f = list[i][column]
          for j = column, f[1] ~= 0 and n or 0 do
            local a, b = list[i][j], list[at][j]
            -- a - f / p * b
            list[i][j] = ratio(a[1] * f[2] * p[1] * b[2] - f[1] * p[2] * b[1] * a[2], a[2] * f[2] * p[1] * b[2])
          end
        end
      end
    end
    return at
  end

  local SIZE = { r = 3, c = 3, s = 2 }
  local PAIRS = { { "r", "c" }, { "c", "s" }, { "r", "s" } }

  local function atoms_of(at)
    local row = {}
    for r = 1, SIZE.r do
      for c = 1, SIZE.c do
        for s = 1, SIZE.s do
          local is_in = (not at.r or at.r == r) and (not at.c or at.c == c) and (not at.s or at.s == s)
          row[#row + 1] = is_in and 1 or 0
        end
      end
    end
    return row
  end

  local function people(row, counts)
    local n = 0
    for i, one in ipairs(row) do n = n + one * counts[i] end
    return n
  end

  -- Three tables of two dimensions each, with margins or without, of the same people.
  local function linked(chance)
    local counts, tables = {}, {}
    for i = 1, SIZE.r * SIZE.c * SIZE.s do counts[i] = chance(3) == 0 and chance(4) or chance(30) end
    for t = 1, 1 + chance(3) do
      local a, b = PAIRS[t][1], PAIRS[t][2]
      local cells, with_margins = {}, chance(2) == 0
      for i = with_margins and 0 or 1, SIZE[a] do
        for j = with_margins and 0 or 1, SIZE[b] do
          local at = { [a] = i > 0 and i or nil, [b] = j > 0 and j or nil }
          cells[#cells + 1] = { at = at, n = people(atoms_of(at), counts) }
        end
      end
      tables[t] = { cells = cells }
    end
    return tables, chance(3) == 0 and { table.remove(tables) } or nil
  end

  it("(4): linked tables, some published before: nothing hidden lies in the span of what is shown", function()
    local state, n_hidden = 99, 0
    local function chance(m)
      state = (state * 1103515245 + 12345) % 2147483648
      return state // 65536 % m
    end
    for _ = 1, 60 do
      local tables, before = linked(chance)
      if before then before = cx.privacy.protect(before) end
      local now, audit = cx.privacy.protect(tables, { earlier = before })
      local shown, hidden = {}, {}
      for _, list in ipairs { now, before or {} } do
        for _, made in ipairs(list) do
          for _, cell in ipairs(made.cells) do table.insert(cell.hidden and hidden or shown, atoms_of(cell.at)) end
        end
      end
      local known = rank(shown, 18)
      for _, row in ipairs(hidden) do
        shown[#shown + 1] = row
        assert.equal(known + 1, rank(shown, 18))
        shown[#shown] = nil
      end
      assert.is_true(audit.safe)
      n_hidden = n_hidden + #hidden
    end
    assert.is_true(n_hidden > 100)
  end)

  it("the same tables give the same result", function()
    local made = crossed { { 3, 20, 31 }, { 14, 5, 16 }, { 27, 28, 2 } }
    assert.same(cx.privacy.protect { made }, cx.privacy.protect { made })
  end)
end)


describe("privacy: bad input", function()
  local function message(f, ...)
    local done, text = pcall(f, ...)
    assert.is_false(done)
    return text
  end

  it("is raised at the caller's line, saying what would be right", function()
    local protect = cx.privacy.protect
    assert.matches("privacy_spec%.lua:%d+: minimum: .* whole number from 1, not 0",
      message(function() protect({ note() }, { minimum = 0 }) end))
    assert.matches("unknown option .*\"minimun\"; did you mean \"minimum\"",
      message(function() protect({ note() }, { minimun = 5 }) end))
    assert.matches("n is a whole number of people, not 2%.5",
      message(function() protect { { cells = { { at = { a = "x" }, n = 2.5 } } } } end))
    assert.matches("not %-1", message(function() protect { { cells = { { at = { a = "x" }, n = -1 } } } } end))
    assert.matches("at holds a label", message(function() protect { { cells = { { at = { "x" }, n = 1 } } } } end))
    assert.matches("published tables are wanted", message(function() protect { "table" } end))
    assert.matches("cx%.audit: published tables are wanted", message(function() cx.audit() end))
  end)

  it("a total that its parts do not add up to, or two numbers for the same people, are refused", function()
    local made = note()
    cell_at(made, { customer = "B2B" }).n = 53
    assert.matches("total: 118 people, but its parts add up to 119", message(function() cx.privacy.protect { made } end))
    assert.matches("two numbers for the same people: 52 and 53",
      message(function() cx.privacy.protect({ note() }, { earlier = { made } }) end))
  end)

  it("an empty list of tables has nothing to hide", function()
    local tables, audit = cx.privacy.protect {}
    assert.same({}, tables)
    assert.is_true(audit.safe)
  end)
end)

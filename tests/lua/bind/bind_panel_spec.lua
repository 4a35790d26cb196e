-- bind_panel_spec.lua - bind_panel.c and what a job says of pairs: wrong ones raise, closed ones are gone

local core = require "cx.core"


local function job(panel, more)
  local input = assert(core.inspect { text = "id,q\na,1\na,2\n", name = "text" })
  local how = { box = panel, person = 1, side = "later", before_at = 0, names = { "before" }, before = { { "1", "2" } } }
  for name, value in pairs(more or {}) do how[name] = value end
  return { files = { input.source }, columns = {
    { kind = "label", label = "text", name = "id" },
    { kind = "score", name = "q", from = 1, to = 2, n_answers = 2, n_bins = 6, code = {}, bin = {} },
  }, tallies = { { by = {}, by_name = {}, of = { 2 }, of_name = { "q" }, panel = how } } }
end


describe("panel of the core", function()
  it("counts who is in it, and is empty at first", function()
    local panel <close> = assert(core.panel { of = 1, by = 0 })
    assert.same({ both = 0, before = 0, after = 0, blank = 0, other = 0, repeated = 0 }, core.panel_people(panel))
    assert(core.pass(job(panel)))
    assert.same({ both = 0, before = 0, after = 1, blank = 0, other = 0, repeated = 1 }, core.panel_people(panel))
    assert(core.pass(job(panel, { side = "earlier" })))
    assert.equal(1, core.panel_people(panel).both)
  end)

  it("is gone when it is closed", function()
    local panel = assert(core.panel { of = 1, by = 0 })
    panel:close()
    panel:close()
    assert.has_error(function() core.panel_people(panel) end)
    assert.has_error(function() core.pass(job(panel)) end)
    assert.has_error(function() core.panel_people {} end)
  end)

  it("refuses a shape that is none, and a job of another shape", function()
    assert.has_error(function() core.panel { of = 0 } end)
    assert.has_error(function() core.panel { of = 1, by = 13 } end)
    assert.has_error(function() core.panel { of = 1, max_persons = 1 << 31 } end)
    for _, shape in ipairs { { of = 2, by = 0 }, { of = 1, by = 1 } } do
      local panel <close> = assert(core.panel(shape))
      assert.has_error(function() core.pass(job(panel)) end)
    end
    local panel <close> = assert(core.panel { of = 1, by = 0 })
    assert.has_error(function() core.pass(job(panel, { names = {} })) end)
    assert.has_error(function() core.pass(job(panel, { person = 3 })) end)
    assert.has_error(function() core.pass(job(panel, { before_at = 1 })) end)
  end)

  it("has a label for each earlier bin, and none for those it was told nothing of", function()
    local panel <close> = assert(core.panel { of = 1, by = 0 })
    assert(core.pass(job(panel, { side = "earlier" })))
    local tally = assert(core.pass(job(panel, { before = { { "one" } } }))).tallies[1]
    assert.same({ "" }, core.tally_labels(tally, 1))
    tally = assert(core.pass(job(panel, { before = { { "one", "two" } } }))).tallies[1]
    assert.same({ "two" }, core.tally_labels(tally, 1))
  end)
end)

-- domain_spec.lua - domain.lua: groups put together by some columns

local cx = require "cx"
local domain = require "cx.domain"

describe("domain", function()
  local tally = assert(cx.survey { text = "a,b,q\ny,1,1\nx,2,1\nx,1,2\ny,2,3\nx,1,4\n", questions = { q = cx.scale { 1, 5 } } }
    :tally { by = { "a", "b" } })
  local about = require "cx.tally".about(tally)

  it("lists groups in byte order of their labels", function()
    local domains, names = domain.list(tally, about, { 1 })
    assert.same({ { a = "x" }, { a = "y" } }, names)
    assert.same({ { 1, 2 }, { 3, 4 } }, domains)
    domains, names = domain.list(tally, about, {})
    assert.same({ { { 1, 2, 3, 4 } }, { {} } }, { domains, names })
  end)

  it("reads by: a name, a list, false, nil", function()
    assert.same({ { 2 }, { 2, 1 }, {}, { 7 } }, { domain.read(about, "b", { 7 }), domain.read(about, { "b", "a" }, { 7 }),
      domain.read(about, false, { 7 }), domain.read(about, nil, { 7 }) })
    assert.error_matches(function() domain.read(about, "c", {}) end, "by: unknown column of this tally \"c\"")
  end)
end)

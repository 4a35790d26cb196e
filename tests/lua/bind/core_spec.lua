-- core_spec.lua - the C module: what is declared is there, and what is there is declared

local core = require "cx.core"

local declared = dofile "lua/bind/core.d.lua"
for name, value in pairs(dofile "lua/bind/core_why.d.lua") do declared[name] = value end


local function names(module)
  local list = {}
  for name, value in pairs(module) do list[#list + 1] = name .. ": " .. type(value) end
  table.sort(list)
  return list
end


describe("core", function()
  it("declares what it has, and has what it declares", function()
    assert.same(names(declared), names(core))
  end)

  it("a door passes arguments and results on, and lets errors through", function()
    local through = core.door(function(...) return select("#", ...), ... end)
    assert.same({ 3, 1, nil, 3 }, { through(1, nil, 3) })
    local mark = {}
    local done, message = pcall(core.door(function() error(mark) end))
    assert.same({ false, true }, { done, message == mark })
    assert.has_error(function() core.door "x" end)
  end)

  it("the Lua stack is empty after it is opened: it loads once, and again is the same", function()
    assert.equal(core, require "cx.core")
  end)
end)

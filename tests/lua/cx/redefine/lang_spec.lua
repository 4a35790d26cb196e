-- lang_spec.lua - the words of redefine, diff and history in three languages
--
--   file > rows > batch > tally > metric > goal > REPORT

-- The paths of all texts of a language, each with the {names} in it.
local function paths(t, above, list)
  for key, value in pairs(t) do
    local path = above .. tostring(key)
    if type(value) == "table" then paths(value, path .. ".", list)
    else
      local names, seen = {}, {}
      for name in value:gmatch "{(%a%w*)}" do
        name = name:lower()
        if not seen[name] then names[#names + 1], seen[name] = name, true end
      end
      table.sort(names)
      list[#list + 1] = path:find "%.one$" and path or ("%s {%s}"):format(path, table.concat(names, " "))
      assert.is_true(#value > 0, path)
    end
  end
  return list
end


local function all_of(code)
  local list = paths(require("cx.redefine.lang." .. code), "", {})
  table.sort(list)
  return list
end


describe("the words of redefine", function()
  it("have the same keys and the same names in the three languages", function()
    local english = all_of "en"
    assert.is_true(#english > 80)
    assert.same(english, all_of "fi")
    assert.same(english, all_of "sv")
  end)

  it("are those of a language that is loaded, when they are first asked for", function()
    local lang = require "cx.lang"
    for _, code in ipairs(lang.known) do
      local words = lang.load(code)
      for _, key in ipairs { "diff", "redefine", "history" } do
        assert.equal(require("cx.redefine.lang." .. code)[key], words[key])
      end
      assert.is_nil(words.nothing_such)
      assert.equal("7", words:number(7))
    end
  end)
end)

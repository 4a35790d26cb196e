-- lang_spec.lua - the words of a drafted plan, in three languages

local CODES = { "en", "fi", "sv" }


local function flat(t, above, made)
  for key, value in pairs(t) do
    if type(value) == "table" then flat(value, above .. key .. ".", made) else made[above .. key] = value end
  end
  return made
end


local function holes(template)
  local list = {}
  for hole in template:gmatch "{(%a+)}" do list[#list + 1] = hole end
  table.sort(list)
  return table.concat(list, " ")
end


describe("words of a drafted plan", function()
  it("are the same in three languages, with the same holes, and none is empty", function()
    local english = flat(require "cx.guess.lang.en", "", {})
    for _, code in ipairs(CODES) do
      local words = flat(require("cx.guess.lang." .. code), "", {})
      for key, value in pairs(english) do
        assert.is_string(words[key], code .. " " .. key)
        assert.equal(holes(value), holes(words[key]), code .. " " .. key)
        assert.is_true(#words[key] > 0)
      end
      for key in pairs(words) do assert.is_string(english[key], code .. " " .. key) end
    end
  end)

  it("have a word for every reason, role, doubt and kind that the guesses know", function()
    local words = require "cx.guess.lang.en"
    for _, pair in ipairs(require "cx.guess.lexicon".missing) do assert.is_string(words.reason[pair[1]], pair[1]) end
    for _, role in ipairs(require "cx.guess.role".ORDER) do assert.is_string(words.role[role], role) end
  end)
end)

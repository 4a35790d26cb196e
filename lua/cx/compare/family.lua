-- family.lua - differences that were made together: p adjusted for their number, and which of them are beyond noise
--
--   file > rows > batch > tally > METRIC > goal > report
--
-- In: a list of things with p and confidence, or without. Out: the same with p_adjusted, beyond_noise, family and adjust.
--
-- (1) Holm up to 20, Benjamini-Hochberg above, unless told. What has no p is not in the family.
-- (2) "Beyond noise" is an adjusted p of at most 1 - confidence.

local core = require "cx.core"

local family = {}

local FEW = 20 -- (1)


--- Adjusts all p of a list.
---@param list { p?: number, confidence: number }[]
---@param way? string
---@return table[] list
function family.adjust(list, way)
  local p, of = {}, {}
  for _, one in ipairs(list) do
    if one.p then p[#p + 1], of[#of + 1] = one.p, one end
  end
  way = way or (#p <= FEW and "holm" or "benjamini-hochberg")
  for i, adjusted in ipairs(core.adjust(p, way)) do
    of[i].p_adjusted = adjusted
    of[i].beyond_noise = adjusted <= 1 - of[i].confidence + 1e-12                                      -- (2)
  end
  for _, one in ipairs(list) do one.family, one.adjust = #p, way end
  return list
end


return family

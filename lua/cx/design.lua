-- design.lua - how the sample was drawn: its strata, its clusters, their populations
--
--   file > rows > batch > TALLY > METRIC > goal > report
--
-- In: a survey's roles strata, cluster (or account) and population. Out: the columns that a tally hides, and what
-- core.measure wants to know of the whole sample.
--
-- (1) Declared strata or clusters part every group further, by hidden columns; memory then grows with them.
-- (2) The frame is a tally of all rows of the design by stratum, cluster and population: a cluster counts although
--     nobody of it is in the group.
-- (3) Contacts inside accounts are clustered by account, unless a cluster is declared.
-- (4) population is the size of a row's stratum: clusters where they are declared, else people. It is one number in a
--     stratum, not below what the sample holds.
-- (5) A report says how many strata and clusters there are, and how many strata of one cluster were treated how; a stratum
--     that was taken whole is not lonely.

local caller = require "cx.caller"
local core = require "cx.core"

local design = {}

local POLICIES = { "adjust", "fail", "remove", "average" }


--- The design that a survey's options declare, or nil (3).
---@param roles table<string, string>
---@param lonely? string
---@return table?
---@return string? message
function design.of(roles, lonely)
  local complain = require "cx.complain"
  local known = lonely == nil
  for _, policy in ipairs(POLICIES) do known = known or policy == lonely end
  if not known then return nil, complain.message("lonely", lonely, POLICIES) end
  local made = { stratum = roles.strata, cluster = roles.cluster or roles.account, population = roles.population,
                 accounts = not roles.cluster and roles.account and true or nil, lonely = lonely or "adjust" }
  if made.stratum or made.cluster or made.population then return made end
  if lonely then return nil, "lonely: it says what is done with strata of one cluster; strata = is wanted too" end
end


--- What a design wants that refuses strata of one cluster and has so many.
---@param strata integer
---@return string
function design.lonely(strata)
  local form = strata == 1 and { "stratum has", "it is" } or { "strata have", "they are" }
  return ("lonely: %d %s one cluster, so that the sample has no error; say how %s to be taken: "
    .. "lonely = \"adjust\", \"remove\" or \"average\""):format(strata, form[1], form[2])
end


--- The hidden columns of a tally, in order: { name =, column = } (1).
---@param made? table
---@return table[]
function design.hidden(made)
  local list = {}
  if made and made.stratum then list[#list + 1] = { name = "(stratum)", column = made.stratum } end
  if made and made.cluster then list[#list + 1] = { name = "(cluster)", column = made.cluster } end
  return list
end


--- The columns of the frame (2): the hidden ones, then the population.
---@param made table
---@return table[]
function design.frame(made)
  local list = design.hidden(made)
  if made.population then list[#list + 1] = { name = "(population)", column = made.population } end
  return list
end


---@class cx.Strata
---@field at table<string, integer> the number of each label
---@field psus number[]
---@field population number[] 0: nothing is said
---@field stratified boolean
---@field clustered boolean
---@field lonely string


-- Adds what one group of the frame says of its stratum; a message when populations differ (4).
local function add_group(strata, made, decimal, labels, n)
  local label = made.stratum and labels[1] or ""
  local number = strata.at[label]
  if not number then
    number = #strata.psus + 1
    strata.at[label] = number
    strata.psus[number], strata.population[number] = 0, 0
  end
  strata.psus[number] = strata.psus[number] + (made.cluster and 1 or n)
  if not made.population then return end
  local text = labels[#labels]
  local size = core.number(text, decimal)
  if not size or size <= 0 then
    return ("population: '%s' is no size of a stratum; every row wants one, above 0"):format(text)
  end
  if strata.population[number] ~= 0 and strata.population[number] ~= size then
    return ("population: stratum '%s' has two sizes, %.14g and %.14g; one is wanted"):format(label,
      strata.population[number], size)
  end
  strata.population[number] = size
end


--- What core.measure wants to know of the design; a frame that contradicts itself is refused.
---@param about table a tally's
---@return cx.Strata
function design.strata(about)
  local made, frame = about.design, about.frame
  local strata = { at = {}, psus = {}, population = {}, stratified = made.stratum ~= nil,
                   clustered = made.cluster ~= nil, lonely = made.lonely }
  for group = 1, core.tally_size(frame) do
    local trouble = add_group(strata, made, about.decimal or ".", core.tally_labels(frame, group),
      (core.tally_group(frame, group)))
    if trouble then caller.raise(trouble) end
  end
  for number, size in ipairs(strata.population) do
    if size ~= 0 and size < strata.psus[number] then
      caller.raise(("population: a stratum of %.14g holds %.14g in the sample; at least as many are wanted"):format(size,
        strata.psus[number]))
    end
  end
  return strata
end


--- Where the rows of a group of a full tally belong: a function of its labels and the number of the columns before the
--- hidden ones: the label of the stratum, the key of the cluster; all rows of a stratum have one where there are none.
---@param made table the design
---@param stratified? boolean false: strata are left aside
---@return fun(labels: string[], by: integer): string, string
function design.placer(made, stratified)
  local at_cluster = made.stratum and 2 or 1
  if stratified == nil then stratified = made.stratum ~= nil end
  return function(labels, by)
    local stratum = stratified and labels[by + 1] or ""
    return stratum, made.cluster and stratum .. "\0" .. labels[by + at_cluster] or stratum
  end
end


--- Variance and degrees of freedom of a sum of influences by the design: those of one cluster are one.
---@param strata table
---@param parts table[]
---@param influence fun(part: any): z: number, z2: number, stratum: integer, cluster: any the sum of its rows' and of their
---  squares, which is not read where there are clusters
---@return number variance
---@return number df
function design.variance(strata, parts, influence)
  local z, z2, of_cluster, clusters = {}, {}, {}, {}
  for h = 1, #strata.psus do z[h], z2[h] = 0.0, 0.0 end
  for _, part in ipairs(parts) do
    local one, square, h, key = influence(part)
    z[h] = z[h] + one
    if not strata.clustered then
      z2[h] = z2[h] + square
    else
      if not of_cluster[key] then
        of_cluster[key] = { h = h, sum = 0.0 }
        clusters[#clusters + 1] = of_cluster[key]
      end
      of_cluster[key].sum = of_cluster[key].sum + one
    end
  end
  for _, cluster in ipairs(clusters) do z2[cluster.h] = z2[cluster.h] + cluster.sum ^ 2 end
  return caller.try(core.design_error, strata, z, z2)
end


--- What a report says of the design of a tally (5); nil without one.
---@param about table a tally's
---@return { strata?: integer, clusters?: integer, accounts?: boolean, population: boolean, lonely: integer, policy: string }?
function design.describe(about)
  local made = about.design
  if not made then return nil end
  local strata = design.strata(about)
  local psus, lonely = 0, 0
  for number, n in ipairs(strata.psus) do
    psus = psus + n
    if n == 1 and strata.population[number] ~= 1 then lonely = lonely + 1 end
  end
  return { strata = made.stratum and #strata.psus or nil, clusters = made.cluster and psus or nil,
           accounts = made.accounts, population = made.population ~= nil, lonely = lonely, policy = made.lonely }
end


return design

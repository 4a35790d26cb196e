-- cx: survey answers, measured against a plan
--
--   file > rows > batch > tally > metric > goal > report

local cx = {}

return cx

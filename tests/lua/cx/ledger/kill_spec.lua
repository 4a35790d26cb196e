-- kill_spec.lua - runs that are killed at random moments, and runs at the same time
--
--   file > rows > batch > tally > metric > GOAL > report
--
-- `make kill KILLS=300` kills so many runs on either engine, 30 and 10 unless told; SEED=1 repeats a random choice of moments.
--
-- (1) What a run was told is added is there after it was killed: every acknowledged batch.
-- (2) No batch is there in part, no number is missing, none is twice.
-- (3) A run that forgets or brings up a ledger and is killed leaves it before or after, and the next one finishes.
-- (4) A run that is killed while it makes the key leaves no other file.

local cx = require "cx"
local child = require "tests.lua.child"
local schema = require "cx.ledger.schema"
local server_of = require "tests.lua.cx.ledger.server"
local trace = require "cx.ledger.trace"

local KILLS = tonumber(os.getenv "LEDGER_KILLS") or 30
local SERVER_KILLS = tonumber(os.getenv "LEDGER_KILLS") or 10
local SEED = tonumber(os.getenv "LEDGER_SEED") or os.time()
local WRITER = "tests/lua/cx/ledger/writer.lua"
local PLAN = { plan = "Huolto" }


-- Starts each command, and kills each after its seconds; gives what each wrote.
local function kill_each(runs)
  local script, outs = { "exec 2>/dev/null" }, {}
  for i, run in ipairs(runs) do
    outs[i] = os.tmpname()
    script[#script + 1] = ("%s >%s & p%d=$!"):format(run.command, outs[i], i)
  end
  local passed = 0
  for i, run in ipairs(runs) do
    script[#script + 1] = ("sleep %.4f; kill -9 $p%d"):format(math.max(0, run.after - passed), i)
    passed = math.max(passed, run.after)
  end
  script[#script + 1] = "wait"
  local path = os.tmpname()
  child.write(path, table.concat(script, "\n") .. "\n")
  os.execute("sh " .. path)
  os.remove(path)
  local said = {}
  for i, out in ipairs(outs) do
    local file <close> = assert(io.open(out, "rb"))
    said[i] = file:read "a"
    os.remove(out)
  end
  return said
end


local function command(what, at, ...)
  local words = { child.program(), WRITER, what, "'" .. at.where .. "'", at.key, ... }
  return table.concat(words, " ")
end


-- The numbers of whole lines: a line that was cut was not said.
local function acknowledged(said)
  local last, trouble = 0, nil
  for line in said:gmatch "([^\n]*)\n" do
    if line:find "^%d+$" then last = tonumber(line) elseif line ~= "done" and line ~= "opened" then trouble = line end
  end
  return last, trouble
end


-- Everything in the ledger: rule (2). Gives tag -> the last batch.
local function verify(ledger)
  local last, seq, parts = {}, 0, {}
  for e in ledger:events() do
    seq = seq + 1
    assert.equal(seq, e.seq)
    local tag, batch = e.id:match "^(.-):(%d+)$"
    batch = tonumber(batch)
    parts[e.id] = (parts[e.id] or 0) + 1
    assert.equal(parts[e.id], e.data.part)
    assert.equal(batch * 37 % 1500, #e.data.filler)
    if parts[e.id] == 1 then
      assert.equal((last[tag] or 0) + 1, batch)
      last[tag] = batch
    end
  end
  for id, n in pairs(parts) do assert.equal(3, n, id) end
  return last
end


-- Kills pairs of runs that write to one ledger, n runs in all; a new ledger now and then, for its making too. Where a pair
-- comes to nothing before it is killed, the machine is slow, and the next ones get more time, until one in five does.
local function kill_writers(n, place)
  local at, said_of, slowest = nil, {}, 0.25
  local killed, batches, fruitful = 0, 0, 0
  while killed < n or fruitful < n / 10 and slowest < 60 do
    if not at or math.random(8) == 1 then at, said_of = place(), {} end
    local runs = {}
    for i = 1, 2 do
      runs[i] = { command = command("append", at, ("w%d"):format(killed + i)), after = math.random() ^ 2 * slowest }
    end
    table.sort(runs, function(a, b) return a.after < b.after end)
    local before = batches
    for i, said in ipairs(kill_each(runs)) do
      local tag = runs[i].command:match "(w%d+)$"
      local trouble
      said_of[tag], trouble = acknowledged(said)
      assert.is_nil(trouble)
      batches = batches + said_of[tag]
    end
    killed = killed + #runs
    if batches > before then fruitful = fruitful + 1 else slowest = slowest * 1.5 end
    local ledger <close> = assert(cx.ledger.open(at.where, PLAN))
    local last = verify(ledger)
    for tag, batch in pairs(said_of) do                                         -- (1)
      assert.is_true((last[tag] or 0) >= batch, ("%s: %d said, %d there"):format(tag, batch, last[tag] or 0))
      assert.is_true((last[tag] or 0) <= batch + 1, tag)
    end
  end
  return killed, batches
end


-- Two runs that write to one ledger at the same time, and are not killed.
local function leave_alone(at, folder)
  local script = ("%s >%s/a & %s >%s/b & wait"):format(command("append", at, "w1", 100), folder, command("append", at, "w2", 100),
    folder)
  os.execute(script)
  os.remove(folder .. "/a")
  os.remove(folder .. "/b")
  local ledger <close> = assert(cx.ledger.open(at.where, PLAN))
  assert.same({ w1 = 100, w2 = 100 }, verify(ledger))
end


describe("a ledger whose runs are killed:", function()
  local folder, n = nil, 0

  setup(function()
    folder = child.folder()
    math.randomseed(SEED)
  end)

  teardown(function() child.remove(folder) end)

  local function place()
    n = n + 1
    return { where = ("%s/%d.ledger"):format(folder, n), key = ("%s/%d.key"):format(folder, n) }
  end


  it("(1) (2): keeps every batch that was acknowledged, and none by halves", function()
    local killed, batches = kill_writers(KILLS, place)
    print(("# LEDGER_SEED=%d: %d runs killed, %d batches acknowledged"):format(SEED, killed, batches))
    assert.is_true(batches > 0)
    local pipe = io.popen("ls " .. folder)
    for name in pipe:lines() do                                                 -- (4)
      assert.truthy(name:find "^%d+%.key$" or name:find "^%d+%.ledger$" or name:find "^%d+%.ledger%-%l%l%l$", name)
    end
    pipe:close()
  end)


  it("(1) (2): two runs at the same time, left alone, both add all of theirs", function() leave_alone(place(), folder) end)


  it("(3): bringing up an old ledger is done or not begun", function()
    for i = 1, math.max(4, KILLS // 10) do
      local at = place()
      local engine = require "cx.ledger.sqlite"
      local store = assert(engine.open(at.where, {}))
      assert(engine.settle(store))
      assert(schema.bring_up(store, "2026-01-01", 1))
      assert(store:exclusive(function()
        for seq = 1, 500 do
          assert(store:run(("INSERT INTO cx_event (seq, kind, id, event, data, who, at, why) VALUES (%d, %s, %s, %s, %s, %s, %s, %s)")
            :format(seq, store:bytes "case", store:bytes(tostring(seq)), store:bytes "a", store:bytes "{}", store:bytes "x",
            store:bytes "2026-01-01", store:bytes "")))
        end
        return true
      end))
      store:close()
      kill_each { { command = command("open", at), after = math.random() * 0.03 } }
      local looked = assert(engine.open(at.where, {}))
      local version = assert(schema.version(looked))
      assert.is_true(version == 1 or version == #schema.versions, i)
      assert.equal(version == 1, not engine.tables(looked).cx_forgotten)
      looked:close()
      local ledger <close> = assert(cx.ledger.open(at.where, PLAN))
      local seen = 0
      for e in ledger:events() do
        seen = seen + 1
        assert.equal(tostring(e.seq), e.id)
      end
      assert.equal(500, seen)
    end
  end)


  it("(3): a forgetting that was killed is finished by the next run, and who was not forgotten is whole", function()
    local at, people, first = place(), 200, 1
    local function open() return assert(cx.ledger.open(at.where, { plan = "Huolto", key = at.key })) end
    local made <close> = open()
    local events = {}
    for i = 1, people do
      local name = ("Person %04d"):format(i)
      events[i] = { kind = "case", id = tostring(i), event = "open", person = name, data = { said = "I am " .. name } }
    end
    assert(made:append(events))
    made:close()
    local most, kills = 0.2, 0
    while kills < math.max(5, KILLS // 10) or first == 1 and most < 60 do
      local before = first
      local said = kill_each { { command = command("forget", at, first, people), after = math.random() * most } }
      local last, trouble = acknowledged(said[1])
      assert.is_nil(trouble)
      local ledger <close> = open()
      assert.is_nil(ledger.unclean)
      for i = first, people do
        local name = ("Person %04d"):format(i)
        local secrets, found = trace.names { name, ledger:person(name) }, false
        for _, path in ipairs(ledger.store.engine.files(ledger.store)) do
          found = found or trace.file_holds(path, secrets)
        end
        assert.equal(ledger:is_forgotten(name), not found)
        if found then break end
        first = i + 1
      end
      assert.is_true(first > last)
      kills = kills + 1
      if first == before then most = most * 1.5 end                             -- a slow machine
      for e in ledger:events { kind = "case" } do
        assert.equal(e.seq < first or nil, e.forgotten)
        if not e.forgotten then assert.equal(("I am Person %04d"):format(e.seq), e.data.said) end
      end
    end
    assert.is_true(first > 1)
  end)
end)


describe("a ledger on a server whose clients are killed:", function()
  if not server_of.bin() then
    pending "PostgreSQL is not installed (Debian: postgresql)"
    return
  end

  local server, folder, n = nil, nil, 0

  setup(function()
    server, folder = server_of.start(), child.folder()
    math.randomseed(SEED)
  end)

  teardown(function()
    if server then server:stop() end
    if folder then child.remove(folder) end
  end)

  it("(1) (2): keeps every batch that was acknowledged, and none by halves", function()
    local killed, batches = kill_writers(SERVER_KILLS, function()
      n = n + 1
      return { where = server:database(), key = ("%s/%d.key"):format(folder, n) }
    end)
    print(("# LEDGER_SEED=%d: %d runs killed, %d batches acknowledged"):format(SEED, killed, batches))
    assert.is_true(batches > 0)
  end)


  it("(1) (2): two runs at the same time, left alone, both add all of theirs", function()
    n = n + 1
    leave_alone({ where = server:database(), key = ("%s/%d.key"):format(folder, n) }, folder)
  end)
end)

-- frozen.lua OLD NEW - what a released ABI promised must still hold: the same major number; tables and
-- their members where they were; each field of each record where it was, with its type.  Records, and
-- the structs that abi_minor guards, may have grown at their end.

local grows = { krav_host = true, krav_plugin = true }
-- What stands in lists is found by its index, so it may not grow.
local in_lists = { krav_letter_line = true, krav_transfer = true, krav_refused_transfer = true,
  krav_debit = true, krav_known = true, krav_subject = true, krav_score_part = true,
  krav_person = true }

-- name -> { kind, size, align, fields = { name -> rest of the line } }
local function read(path)
  local all, abi, at = {}, nil, nil
  for line in assert(io.lines(path)) do
    local kind, name, size, align = line:match("^(%a+) ([%w_]+) size (%d+) align (%d+)$")
    local field, rest = line:match("^  ([%w_.]+) (.*)$")
    if kind then
      at = { kind = kind, size = tonumber(size), align = align, fields = {} }
      all[name] = at
    elseif field then
      at.fields[field] = rest
    else
      abi = line:match("^abi (%d+%.%d+)$") or error(path .. ": cannot read: " .. line)
    end
  end
  return all, abi
end

local old, old_abi = read(arg[1])
local new, new_abi = read(arg[2])
local faults = {}
local function fault(...) faults[#faults + 1] = string.format(...) end

local old_major, old_minor = old_abi:match("(%d+)%.(%d+)")
local new_major, new_minor = new_abi:match("(%d+)%.(%d+)")
if old_major ~= new_major or tonumber(new_minor) < tonumber(old_minor) then
  fault("abi %s: was %s", new_abi, old_abi)
end
for name, o in pairs(old) do
  local n = new[name]
  if not n then
    fault("%s %s: is gone", o.kind, name)
  else
    local may_grow = (o.kind == "record" and not in_lists[name]) or grows[name]
    if n.align ~= o.align or n.size < o.size or (n.size > o.size and not may_grow) then
      fault("%s %s: size %d align %s: was %d and %s", o.kind, name, n.size, n.align, o.size, o.align)
    end
    for field, rest in pairs(o.fields) do
      if n.fields[field] ~= rest then
        fault("%s.%s: %s: was %s", name, field, n.fields[field] or "is gone", rest)
      end
    end
  end
end
table.sort(faults)
for _, f in ipairs(faults) do
  io.stderr:write("a promise of ABI ", old_abi, " is broken: ", f, "\n")
end
os.exit(#faults == 0 and 0 or 1)

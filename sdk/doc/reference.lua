-- reference.lua HEADER... - a reference page from the headers' own comments, on standard output.
--
-- It reads only what the headers' style holds: "/* ---- title" begins a section, a comment stands
-- before what it explains or behind it on its line, a record is "typedef struct NAME {" or
-- "struct NAME {" to "}", each member ends with ";".

local function read(path)
  local f = assert(io.open(path))
  local text = f:read("a")
  f:close()
  return text
end

local function tidy(s)
  s = s:gsub("^/%*+%s*", ""):gsub("%s*%*/%s*$", ""):gsub("\n%s*%*? ?", "\n")
  return (s:gsub("%s+", " "):gsub("^%s+", ""):gsub("%s+$", ""))
end

local function cell(s) return (s:gsub("|", "\\|")) end

-- What stands in a piece of C: comments and, between them, declarations that end with ";".
local function pieces(body)
  local list, at = {}, 1
  while at <= #body do
    local s, e = body:find("^%s+", at)
    if s then
      at = e + 1
    elseif body:find("^/%*", at) then
      local _, stop = body:find("%*/", at + 2)
      list[#list + 1] = { comment = tidy(body:sub(at, stop)), at = at }
      at = stop + 1
    else
      local stop = body:find(";", at) or #body
      list[#list + 1] = { code = body:sub(at, stop), at = at, stop = stop }
      at = stop + 1
    end
  end
  return list
end

-- Each declaration with its comment: the one before it, or the one behind it on its line.
local function members(body)
  local list, found = pieces(body), {}
  local before = nil
  for i, p in ipairs(list) do
    if p.comment then
      local last = found[#found]
      if last and not body:sub(last.stop, p.at):find("\n") then
        last.says = last.says and (last.says .. " " .. p.comment) or p.comment
      else
        before = before and (before .. " " .. p.comment) or p.comment
      end
    else
      local code = p.code:gsub("/%*.-%*/", " "):gsub("%s+", " ")
      found[#found + 1] = { code = code, says = before, stop = p.stop }
      before = nil
    end
  end
  return found
end

local function print_members(list)
  print("| | |\n|---|---|")
  for _, m in ipairs(list) do
    local code = m.code:gsub(";$", "")
    local says = m.says or ""
    local tag = says:match("%[%a+%]")
    says = says:gsub("%s*%[%a+%]", "")
    print(("| `%s` | %s%s |"):format(cell(code), cell(says), tag and (" *" .. tag .. "*") or ""))
  end
  print()
end

local function print_record(name, comment, body)
  print(("### `%s`\n"):format(name))
  if comment then
    print(comment .. "\n")
  end
  print_members(members(body))
end

-- An enum's values are told apart by commas; its comments stay where they stand.
local function print_enum(comment, body)
  if comment then
    print(comment .. "\n")
  end
  body = body:gsub("%s+$", "")
  print("```c\nenum {" .. body .. (body:find("\n") and "\n" or " ") .. "};\n```\n")
end

local function handle(text)
  local at, comment, ended = 1, nil, 1
  while true do
    local line_end = text:find("\n", at) or #text
    local line = text:sub(at, line_end - 1)
    local title = line:match("^/%* %-%-%-%- (.-)%s*%-*%s*%*/")
    if title then
      print("## " .. title .. "\n")
      comment, at = nil, line_end + 1
    elseif line:find("^/%*") then
      local _, stop = text:find("%*/", at)
      comment = tidy(text:sub(at, stop))
      at = stop + 1
      ended = at
    else
      local name = line:match("^typedef struct ([%w_]+) {") or line:match("^struct ([%w_]+) {")
      local id = line:match("^#define (KRAV_[%w_]+)%s+\"")
      if name or line:find("^enum {") then
        local open = text:find("{", at, true)
        local close = text:find("\n}", open) or text:find("}", open)
        if line:find("^enum {.*};") then
          close = text:find("}", open)
        end
        local behind = line:match("{%s*(/%*.-%*/)%s*$")
        local body = text:sub(open + 1 + (behind and #behind + 1 or 0), close)
        body = body:gsub("}%s*$", "")
        if name then
          print_record(name, behind and tidy(behind) or comment, body)
        else
          print_enum(comment, body)
        end
        comment = nil
        at = (text:find("\n", close + 1) or #text) + 1
      elseif id then
        local value, says = line:match('"(.-)"%s*(.*)')
        print(("### `%s`: `\"%s\"`\n"):format(id, value))
        if says ~= "" then
          print(tidy(says) .. "\n")
        elseif comment then
          print(comment .. "\n")
        end
        comment = nil
        at = line_end + 1
      else
        local typedef = line:match("^typedef ([^{]+;.*)$")
        if typedef then
          local code, says = typedef:match("^(.-;)%s*(.*)$")
          print(("- `typedef %s` %s"):format(code, tidy(says)))
          if not text:find("^typedef", line_end + 1) then
            print()
          end
        end
        if line:find("%S") and not line:find("^#") then
          comment = nil
        end
        at = line_end + 1
      end
    end
    if at > #text then
      return
    end
  end
end

print("<!-- Made from the headers by sdk/doc/reference.lua: change them, then it. -->\n")
print("# Reference\n")
print("Every value, record, function and service that crosses between krav and a plugin, in the")
print("headers' own words. *[loop]*: on the one loop thread; *[any]*: on any thread. A table's")
print("functions return `KRAV_OK` or a `KRAV_E_...`, and answer by id.\n")
for i = 1, #arg do
  local path = arg[i]
  print("# `krav/" .. path:match("([^/]+)$") .. "`\n")
  handle(read(path))
end

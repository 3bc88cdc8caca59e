# split.awk -v out=DIR BODIES... - the list's blocks as bundles.
#
#   DIR/list            name, class, outcome, pattern (tab-separated), in order
#   DIR/one/NAME/       a bundle with this offender alone
#   DIR/night/KIND/     one bundle, plain, of texts, of days or on `standard`, with every offender that is expected to load
#   DIR/ranges          name, file, first and last line of its code in DIR/night
#   DIR/made            name, what is made of its file by run.sh
function kind_of(class) {
    return class ~ /^standard/ ? "standard" : class ~ /^(texts|days)$/ ? class : "plain"
}
function flush_block(   text, n, dir, night, init, alone, file, first) {
    if (name == "") return
    text = part["top"] \
        "W.stage \"" name "\" { label = \"" name "\",\n" \
        "enter = function (c)\n" (part["enter"] == "" ? "return { look_again { after = 1 } }\n" : part["enter"]) "end,\n" \
        "decide = function (c)\n" part["decide"] "end }\n"
    dir = out "/one/" name
    night = out "/night/" kind_of(class)
    system("mkdir -p " dir)
    init = part["init"]
    if (init == "") {
        init = "local W = workflow { id = \"offender\", api = 1" (class ~ /^standard/ ? ", extends = \"standard\"" : "") " }\n"
        if (class !~ /^standard/) init = init "W.level \"normal\" { label = \"Normal\", patience = int { 7, min = 1, max = 30, says = \"days\" } }\n"
        init = init "function W.start (c) if c.disputed then return \"canary\" end return \"" name "\" end\n" \
            "W.stage \"canary\" { label = \"canary\", decide = function (c) if c.disputed then return { move \"" name "\" } end return {} end }\n" \
            "return W\n"
        alone = 0
    } else { alone = 1; text = "" }
    printf "%s", init > (dir "/init.lua"); close(dir "/init.lua")
    if (part["file"] != "") {
        printf "%s", part["file"] > (dir "/" where["file"] ".lua")
        close(dir "/" where["file"] ".lua")
    }
    if (part["test"] != "") { printf "%s", part["test"] > (dir "/offence_test.lua"); close(dir "/offence_test.lua") }
    if (text != "") {
        file = dir "/" name ".lua"; printf "%s", text > file; close(file)
    }
    if (made != "") print name "\t" made > (out "/made")
    print name "\t" class "\t" outcome "\t" (pattern == "" ? "-" : pattern) "\t" alone > (out "/list")
    if ((outcome == "parked" || outcome == "decides" || outcome == "quiet") && !alone) {
        if (made != "") {
            file = night "/" name ".lua"; printf "%s", text > file; close(file)
            print name "\t" name ".lua\t1\t9999" > (out "/ranges")
        } else {
            file = night "/" class ".lua"
            first = lines[file] + 1
            if (part["enter"] == "") {
                text = part["top"] "offence[\"" name "\"] = function (c)\n" part["decide"] "end\n"
            }
            text = "do\n" text "end\n"
            printf "%s", text > file
            n = gsub(/\n/, "\n", text)
            lines[file] += n
            print name "\t" class ".lua\t" first "\t" lines[file] > (out "/ranges")
        }
        if (part["file"] != "") {
            printf "%s", part["file"] > (night "/" where["file"] "_" name ".lua")
            close(night "/" where["file"] "_" name ".lua")
        }
        print name "\t" (part["enter"] == "" && made == "" ? "offence" : "own") > (out "/stages")
    }
    name = ""
}
FNR == 1 { flush_block(); class = FILENAME; sub(/.*\//, "", class); sub(/\.lua$/, "", class) }
/^--## / {
    flush_block()
    name = $2; outcome = $3
    pattern = $0; sub(/^--## [^ ]+ [^ ]+ ?/, "", pattern)
    split("", part); split("", where); made = ""; section = "top"
    next
}
/^--> make / { made = $3; next }
/^--> / { section = $2; where[section] = $3; next }
name != "" { if ($0 != "" || section == "test") part[section] = part[section] $0 "\n" }
END { flush_block() }

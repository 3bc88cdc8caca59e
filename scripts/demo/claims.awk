# claims.awk - two hundred unpaid invoices of three made-up creditors, as CSV for plugins/erp_csv.
#
# Everybody here is invented: national ids have a month above 80, as the tax authority's synthetic
# people do, and organisation numbers begin with 3.  The dice have a seed: always the same file.
#
#     awk -f claims.awk >claims.csv

function dice(n) {
    seed = (seed * 16807) % 2147483647
    return seed % n
}

function pick(list,    n, item) {
    n = split(list, item, ",")
    return item[1 + dice(n)]
}

# The check digits of a national id (two) and of an organisation number (one); "" when there is none.
function check_digit(digits, weights,    i, n, w, sum) {
    n = split(weights, w, " ")
    for (i = 1; i <= n; i++) {
        sum += substr(digits, i, 1) * w[i]
    }
    sum = (11 - sum % 11) % 11
    return sum == 10 ? "" : sum ""
}

function person_id(    id, k1, k2) {
    for (;;) {
        id = sprintf("%02d%02d%02d%03d", 1 + dice(28), 81 + dice(12), 50 + dice(45), dice(499))
        k1 = check_digit(id, "3 7 6 1 8 9 4 5 2")
        k2 = k1 == "" ? "" : check_digit(id k1, "5 4 3 2 7 6 5 4 3 2")
        if (k2 != "" && !(id in taken)) {
            taken[id] = 1
            return id k1 k2
        }
    }
}

function firm_id(    id, k) {
    for (;;) {
        id = sprintf("3%07d", 2000000 + dice(7000000))
        k = check_digit(id, "3 2 7 6 5 4 3 2")
        if (k != "" && !(id in taken)) {
            taken[id] = 1
            return id k
        }
    }
}

# Days are counted from 1 January 2026.
function iso(n,    m) {
    split("31 28 31 30 31 30 31 31 30 31 30 31", length_of, " ")
    for (m = 1; n > length_of[m]; m++) {
        n -= length_of[m]
    }
    return sprintf("2026-%02d-%02d", m, n)
}

function address(    part) {
    split(pick("Storgata:0155:Oslo,Lia:5011:Bergen,Industriveien:4020:Stavanger,Bakken:7013:Trondheim," \
               "Elvegata:9008:Tromsø,Kirkeveien:3044:Drammen,Havna:6002:Ålesund,Torget:4610:Kristiansand," \
               "Fjellstien:2609:Lillehammer,Strandgata:8006:Bodø"), part, ":")
    return part[1] " " (1 + dice(89)) ";" part[2] ";" part[3]
}

function kroner(least, most,    ore) {
    ore = (least + dice(most - least)) * 100 + (dice(3) == 0 ? dice(100) : 0)
    return sprintf("%d,%02d", int(ore / 100), ore % 100)
}

# What the creditor itself has sent before: nothing, a reminder, or a notice that went unpaid.  Twenty
# days after due is fourteen after its effective day, Easter and weekends included.
function sent_before(due,    kind, letters) {
    kind = dice(10)
    if (kind == 0 && due < 90) {
        return iso(due + 20) ";" iso(due + 35) ";38,00;;;"
    }
    if (kind <= 2 && due < 85) {
        return ";;;" iso(due + 20) ";" iso(due + 35) ";38,00"
    }
    return ";;;;;"
}

function claim(org, department, kind, description, least, most, vat,    id, name, due, firm) {
    n++
    firm = kind == "business"
    id = firm ? firm_id() : person_id()
    name = firm ? pick("Testverk,Prøvebygg,Malservice,Skissehuset,Utkast,Mønster,Forsøk Transport,Kladd Kafé") \
                  " " pick("Nord,Sør,Øst,Vest,Midt") " " n " AS" \
                : pick("Kari,Ola,Siri,Per,Anne,Nils,Ingrid,Lars,Marit,Jonas,Aisha,Emil,Nora,Omar,Tuva,Henrik") " " \
                  pick("Eksempel,Prøve,Mal,Test,Skisse,Utkast,Mønster,Forsøk,Kladd")
    due = 60 + dice(50)
    printf "D-%04d;%s;%s;K%05d;%d;%s;%s;%s;%s;%s;%s;%s;%s;%s;%s;%s;%s\n", n, org, department, 10000 + dice(80000),
           40000 + n, kind, id, name, address(), description, kroner(least, most), iso(due - 21), iso(due), \
           iso(due - 28), vat, "yes", sent_before(due)
}

BEGIN {
    seed = 20260504
    print "source_id;creditor_org;department;creditor_ref;invoice_no;debtor_kind;debtor_id;debtor_name;address1;" \
          "postcode;city;description;principal;issued;due;delivered;vat_liable;term_agreed;reminder_sent;" \
          "reminder_deadline;reminder_fee;notice_sent;notice_deadline;notice_fee"
    for (i = 0; i < 110; i++) {
        claim("311758489", "Privat", "consumer", "Strøm " pick("januar,februar,mars") " 2026", 240, 4900, "yes")
    }
    for (i = 0; i < 18; i++) {
        claim("311758489", "Bedrift", "business", "Strøm og nettleie 1. kvartal 2026", 3200, 38000, "yes")
    }
    for (i = 0; i < 44; i++) {
        claim("311000012", "", "consumer", pick("Tannrens,Fylling,Rotfylling,Krone") " vinteren 2026", 650, 9800, "no")
    }
    for (i = 0; i < 28; i++) {
        claim("312345676", pick("Nettbutikk,Prosjekt"), pick("business,business,consumer"), \
              pick("Trelast,Gulv og lister,Takstein,Isolasjon") " etter ordre " (7000 + n), 900, 64000, "yes")
    }
}

#!/usr/bin/env bash
# adapter-journey.sh: an integrator's way from a file that nobody here has seen to a record at its recipient, with a stopwatch. Starts
# a demonstration as the hub to try against, and ends it; about a minute and a half.
set -euo pipefail

home=$(cd "$(dirname "$0")/../../../.." && pwd)
comity=${COMITY:-$home/comity}
work=$(mktemp -d)
data=$work/city
. "$(dirname "$0")/expect.sh"
trap finish EXIT

began=
step() {
  now=$(date +%s.%N)
  [ -z "$began" ] || awk -v a="$began" -v b="$now" 'BEGIN { printf "      took %.1f s\n", b - a }'
  began=$now
  [ -z "$1" ] || echo "== $1"
}

permits() { cat "$data/agencies/$1/source/opened/road-occupancy-permit/1/"*.json 2>/dev/null; }
arrived() { [ "$(permits "$1" | grep -o '"permitNo" *: *"ZD-2026-[0-9]*"' | sort -u | wc -l)" = "$2" ]; }
received() { [ "$(ls "$data/agencies/$1/received/road-occupancy-permit/1/" | grep -c "sdjwt$")" = "$2" ]; }
deliveries() { [ "$(ls "$data/agencies/$1/source/opened/road-occupancy-permit/1/" | wc -l)" = "$2" ]; }

"$comity" demo --data "$data" >"$work/demo.out" 2>&1 &
pids+=($!)
within 120 "a hub with recipients is there to try against" grep -q "^Ready" "$work/demo.out"
grep "^Ready" "$work/demo.out" | sed 's/^/      /'

# Municipal works' own export: Chinese headers, GB 18030, semicolons, codes in words, times without an offset, two approvals in columns.
cat >"$work/utf8.csv" <<'CSV'
许可编号;许可类型;申请单位统一社会信用代码;申请单位名称;所在行政区划;道路名称;开始时间;结束时间;封闭车道数;用途;审批一;审批一日期;审批二;审批二日期;恢复期限;经办人
ZD-2026-1001;挖掘;91990100MA000004XB;示例燃气有限公司;440305;示例大道;2026-03-10 22:00:00;2026-03-20 06:00:00;1;燃气管道抢修;11440300999001067A;2026/2/20;114403009990000484;2026/2/21;2026/3/31;王工
ZD-2026-1002;占用;91990100MA0000015X;示例物业有限公司;440305;样本街;2026-04-01 00:00:00;2026-04-02 00:00:00;0;外墙清洗;11440300999001067A;2026/3/20;114403009990000484;2026/3/21;;李工
CSV
iconv -f UTF-8 -t GB18030 "$work/utf8.csv" >"$work/export.csv"
id=municipal-works/permit-export
folder=$work/adapters/$id

step "1 draft the adapter from the export"
expect 0 "adapter new" "$comity" adapter new $id --record road-occupancy-permit/1 --from file --sample "$work/export.csv" --into "$work/adapters"
cat "$work/out" | sed 's/^/      /'
said "approvals" "... names the required fields that nothing looks like"

step "2 test it as it is"
expect 1 "adapter test fails" "$comity" adapter test "$folder"
said "approvals" "... at the fields that are still missing"

step "3 edit the mapping"
python3 - "$folder" <<'PY'
import pathlib, re, sys
folder = pathlib.Path(sys.argv[1])
mapping = folder / "mapping.jslt"
text = mapping.read_text(encoding="utf-8")
text = re.sub(r'  // required, and nothing in the sample looks like it: approvals.*\n', '', text)
text = re.sub(r'word\(\."许可类型", \{[^}]*\}\)', 'word(."许可类型", {"挖掘": "excavate", "占用": "occupy"})', text)
if "def day" not in text:
    sys.exit("the draft has no day()")
approvals = '''  "approvals": [
    { "authority": ."审批一", "decidedOn": day(."审批一日期"), "decision": "approved" },
    { "authority": ."审批二", "decidedOn": day(."审批二日期"), "decision": "approved" }
  ],
'''
# Behind the head of the record itself, which is the last line that is nothing but a brace.
at = text.rindex("\n{\n") + 3
mapping.write_text(text[:at] + approvals + text[at:], encoding="utf-8")
description = folder / "adapter.yaml"
description.write_text(description.read_text(encoding="utf-8")
    + "test:\n  unread:\n    经办人: the clerk's name is no part of a permit\n", encoding="utf-8")
PY
expect 0 "what the samples give now is written" "$comity" adapter test "$folder" --update

step "4 test it"
expect 0 "adapter test is green" "$comity" adapter test "$folder"
cat "$work/out" | sed 's/^/      /'

step "5 run it"
sed -i.bak "s#^adapters: .*#adapters:\n  - \"$folder\"#" "$data/agencies/municipal-works/agency.yaml"
"$comity" adapter run "$folder" --config "$data/agencies/municipal-works" >"$work/run.out" 2>&1 &
pids+=($!)
within 60 "the adapter runs" grep -q "^Ready" "$work/run.out"
mkdir -p "$data/agencies/municipal-works/source/permit-export"
cp "$work/export.csv" "$data/agencies/municipal-works/source/permit-export/.export.csv"
mv "$data/agencies/municipal-works/source/permit-export/.export.csv" "$data/agencies/municipal-works/source/permit-export/export.csv"
within 60 "both permits are delivered to housing" arrived housing 2
within 60 "both permits are delivered to transport" received transport 2

step "6 change it while it runs"
before=$(ls "$data/agencies/housing/source/opened/road-occupancy-permit/1/" | wc -l)
cp "$folder/mapping.jslt" "$work/mapping.jslt"
sed -i.bak 's/"kind": word/"kind": wrod/' "$folder/mapping.jslt" && rm "$folder/mapping.jslt.bak"
expect 1 "a mapping that does not compile is not taken over" "$comity" adapter reload $id --config "$data/agencies/municipal-works"
said "runs on" "... and the one before runs on"
sed 's/"approved" }$/"approved"  }/' "$work/mapping.jslt" >"$folder/mapping.jslt"
expect 0 "a sound one is taken over" "$comity" adapter reload $id --config "$data/agencies/municipal-works"
iconv -f UTF-8 -t GB18030 <<<'ZD-2026-1003;占用;91990100MA0000015X;示例物业有限公司;440305;样本街;2026-05-01 00:00:00;2026-05-02 00:00:00;0;外墙清洗;11440300999001067A;2026/4/20;114403009990000484;2026/4/21;;李工' \
  >>"$data/agencies/municipal-works/source/permit-export/export.csv"
within 60 "the new line is delivered" arrived housing 3
expect 0 "... and no line of the file a second time" deliveries housing $((before + 1))
step ""

[ "$failures" = 0 ] || { echo "$failures failures"; tail -20 "$work/run.out"; exit 1; }

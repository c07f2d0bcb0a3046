#!/bin/sh
# Makes the golden journal of the form that a program writes: make.sh PROGRAM FOLDER. The folder must not be there yet.
set -eu
program=$(realpath "$1")
here=$(dirname "$(realpath "$0")")
mkdir "$2"
cd "$2"
run() { env -i HOME="$PWD" PASAPAS_AS=tess PASAPAS_LANG=en PASAPAS_STORE=sqlite:./runs.db "$program" --quiet "$@"; }
printf '%%PDF-1.4 plan' >plan.pdf
cp "$here/commande.yaml" .
a=$(run start ./commande.yaml --role 'client=Claire Martin <claire@example.org>' --set 'gens[1].nom=Ana Canari' --set 'gens[1].tel=02 41 00 00 00' \
  --set 'gens[2].nom=Bob' --set 'gens[2].tel=02 41 00 00 01')
run done "$a" adresse --set 'rue=rue des Lices' --set nombre=3 --attach plan=plan.pdf
run done "$a" ecrire
run done "$a" livrer
run done "$a" velo
run add "$a" gens --set nom=Cyr --set 'tel=02 41 00 00 02'
run done "$a" 'par_personne[Ana Canari].remettre' --set 'mot=merci'
run drop "$a" 'gens[Bob]' --reason parti
run note "$a" 'rappeler Ana Canari'
run done "$a" 'par_personne[Cyr].remettre'
run done "$a" fin
# From form 5 on: a run that counts with other public holidays than those of all France.
printf 'holidays: alsace-moselle\n' >settings.yaml
run doctor --json 2>/dev/null | grep -q 'Alsace' || rm settings.yaml
b=$(run start ./commande.yaml --role 'client=Dan <dan@example.org>' --set 'gens[1].nom=Eve' --set 'gens[1].tel=02 41 00 00 03')
run done "$b" adresse --set 'rue=rue Basse' --set nombre=12
run correct "$b" --set 'rue=rue Haute'
# From form 4 on: something that was done on paper.
if run enter --help >/dev/null 2>&1; then
  run enter "$b" --by 'Ana Canari' --on today '2; 3' --yes
fi
for r in "$a" "$b"; do
  run show "$r" --json --personal >"$r.show.json"
  run log "$r" --json --personal >"$r.log.jsonl"
done
rm -f plan.pdf commande.yaml settings.yaml

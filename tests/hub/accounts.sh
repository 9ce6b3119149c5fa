# Runs a command where seat-01, seat-02, … are accounts of the machine, for as long as it runs:
# sh accounts.sh FOLDER SEATS COMMAND …
# It is started in a mount namespace of its own, and changes copies of /etc and /home in FOLDER.
set -e
folder=$1 seats=$2
shift 2
mkdir -p "$folder/home"
cp -a /etc "$folder/etc"
mount --bind "$folder/etc" /etc
mount --bind "$folder/home" /home
for number in $(seq -f %02g "$seats"); do
    useradd --create-home --key HOME_MODE=0700 --shell /bin/sh "seat-$number"
done
exec "$@"

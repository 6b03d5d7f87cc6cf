# Throwaway database servers for the tests; sourced by scripts/test and scripts/servers.
#
# `start_servers` sets TEST_POSTGRES_URL and TEST_MYSQL_URL. A server that is named there already is
# used as it is. Else one is started: own data folder, own free port, loopback only, as a user that
# is not root, without fsync. `stop_servers` ends what was started, by process id; call it in a trap.
#
# The servers' time zone and PostgreSQL's order of text are deliberately not the plain ones, because
# those of our users' servers are not either.

servers_dir=""
server_pids=()

say() { printf '%s\n' "$*" >&2; }

loud() {
    say "================================================================================"
    say "$@"
    say "================================================================================"
}

in_ci() { [[ "${CI:-}" == true ]]; }
is_root() { [[ "$(id -u)" == 0 ]]; }

# --- what has to be installed ----------------------------------------------------------------------

may_install() { is_root && command -v apt-get >/dev/null; }

# Installs Debian packages without starting what they bring: our own servers are all we need.
install_packages() {
    local policy=/usr/sbin/policy-rc.d own_policy=false result=0
    say "installing $*"
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
        own_policy=true
    fi
    {
        apt-get -qq -o DPkg::Lock::Timeout=300 update || say "apt-get update failed; trying without"
        DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 \
            install --no-install-recommends "$@"
    } >&2 || result=$?
    if $own_policy; then rm -f "$policy"; fi
    return "$result"
}

# The bundled SQLite is compiled.
need_compiler() {
    command -v cc >/dev/null && return
    if may_install && install_packages gcc libc6-dev && command -v cc >/dev/null; then return; fi
    loud "There is no C compiler (cc), which the bundled SQLite needs. Install gcc."
    return 1
}

# --- users, folders, ports -------------------------------------------------------------------------

# Sets `run_as` to what has to stand before a command of `$1`'s server that works in the folder `$2`.
# Each part replaces itself by the next, so that the process id is the server's own. A server dies
# with us even if we are killed.
set_run_as() {
    local user=$1 dir=$2
    run_as=(env -i -C "$dir" "PATH=$PATH" LC_ALL=C.UTF-8)
    if is_root; then
        run_as+=(setpriv "--reuid=$user" "--regid=$(id -gn "$user")" --init-groups --pdeathsig TERM --)
    elif command -v setpriv >/dev/null; then
        run_as+=(setpriv --pdeathsig TERM --)
    fi
}

# Makes the folder of this run: below target/, or below /tmp if the servers' users can not get there
# or the path is too long for a socket.
make_servers_dir() {
    [[ -z $servers_dir ]] || return 0
    local parent=${CARGO_TARGET_DIR:-$PWD/target}/test-servers
    mkdir -p "$parent"
    parent=$(cd "$parent" && pwd)
    servers_dir=$(mktemp -d "$parent/XXXXXX")
    chmod 711 "$servers_dir"
    if ((${#servers_dir} > 80)) || { is_root && ! reachable "$servers_dir"; }; then
        rmdir "$servers_dir"
        servers_dir=$(mktemp -d /tmp/test-servers.XXXXXX)
        chmod 711 "$servers_dir"
        say "the database users can not work below $parent: data is in $servers_dir"
    fi
}

reachable() { setpriv --reuid=65534 --regid=65534 --clear-groups -- test -x "$1"; }

# Makes a folder that belongs to the server's user.
make_data_dir() {
    local user=$1 dir=$2
    rm -rf "$dir"
    mkdir -m 700 "$dir"
    if is_root; then chown "$user:" "$dir"; fi
}

free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
}

new_password() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# Waits until a command succeeds while a process lives: `wait_for PID COMMAND…`.
wait_for() {
    local pid=$1 tries
    shift
    for ((tries = 0; tries < 300; tries++)); do
        kill -0 "$pid" 2>/dev/null || return 1
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    return 1
}

# Starts a server and retries on another port, should ours have been taken in between.
start_server() {
    local name=$1 attempt
    for attempt in 1 2 3; do
        if "start_$name" "$(free_port)"; then return 0; fi
        say "$name did not start (attempt $attempt)"
    done
    [[ ! -f $servers_dir/$name.log ]] || tail -n 20 "$servers_dir/$name.log" >&2
    return 1
}

# --- PostgreSQL ------------------------------------------------------------------------------------

# Prints the folder of the newest PostgreSQL's programs.
postgres_bin() {
    local bin
    bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
    if [[ -x $bin/postgres && -x $bin/initdb ]]; then
        echo "$bin"
    elif command -v postgres initdb >/dev/null; then
        dirname "$(readlink -f "$(command -v postgres)")"
    else
        return 1
    fi
}

have_postgres() { postgres_bin >/dev/null && { ! is_root || id postgres >/dev/null 2>&1; }; }

init_postgres() {
    local data=$1 bin=$2 password=$3 common
    make_data_dir postgres "$data"
    (umask 077 && printf '%s\n' "$password" >"$data.pw")
    if is_root; then chown postgres: "$data.pw"; fi
    # A clear-text password, on loopback only: hashing it costs tests in debug builds 50 ms each.
    common=(-D "$data" -U test --pwfile="$data.pw" -A password -E UTF8 --no-sync)
    "${run_as[@]}" "$bin/initdb" "${common[@]}" --locale-provider=icu --icu-locale=en-US ||
        { make_data_dir postgres "$data" && "${run_as[@]}" "$bin/initdb" "${common[@]}"; }
    rm -f "$data.pw"
}

start_postgres() {
    local port=$1 data=$servers_dir/postgres log=$servers_dir/postgres.log bin password pid
    local -a run_as
    bin=$(postgres_bin)
    password=$(new_password)
    set_run_as postgres "$servers_dir"
    init_postgres "$data" "$bin" "$password" >>"$log" 2>&1 || return 1
    "${run_as[@]}" "$bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= -c fsync=off -c synchronous_commit=off \
        -c full_page_writes=off -c max_connections=300 -c timezone=Asia/Kathmandu \
        >>"$log" 2>&1 </dev/null &
    pid=$!
    server_pids+=("$pid")
    # Any answer will do: `pg_isready` does not log in.
    wait_for "$pid" "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" || return 1
    export TEST_POSTGRES_URL="postgres://test:$password@127.0.0.1:$port/postgres"
    say "PostgreSQL runs on port $port"
}

# --- MariaDB ---------------------------------------------------------------------------------------

mariadb_server() { PATH="$PATH:/usr/sbin" command -v mariadbd; }

have_mysql() {
    mariadb_server >/dev/null && command -v mariadb-install-db mariadb-admin >/dev/null &&
        { ! is_root || id mysql >/dev/null 2>&1; }
}

init_mysql() {
    local data=$1 password=$2
    make_data_dir mysql "$data"
    (umask 077 && cat >"$data.sql") <<SQL
ALTER USER root@localhost IDENTIFIED BY '$password';
CREATE USER IF NOT EXISTS test@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON *.* TO test@'127.0.0.1' WITH GRANT OPTION;
SQL
    if is_root; then chown mysql: "$data.sql"; fi
    "${run_as[@]}" mariadb-install-db --no-defaults --datadir="$data" --skip-test-db \
        --auth-root-authentication-method=normal --skip-name-resolve
}

start_mysql() {
    local port=$1 data=$servers_dir/mysql log=$servers_dir/mysql.log password pid
    local -a run_as
    password=$(new_password)
    set_run_as mysql "$servers_dir"
    init_mysql "$data" "$password" >>"$log" 2>&1 || return 1
    "${run_as[@]}" "$(mariadb_server)" --no-defaults --datadir="$data" --init-file="$data.sql" \
        --port="$port" --bind-address=127.0.0.1 --skip-name-resolve --socket="$data/socket" \
        --pid-file="$data/pid" --skip-log-bin --innodb-flush-log-at-trx-commit=0 \
        --innodb-doublewrite=0 --innodb-buffer-pool-size=64M --max-connections=300 \
        --default-time-zone=+05:45 >>"$log" 2>&1 </dev/null &
    pid=$!
    server_pids+=("$pid")
    MYSQL_PWD=$password wait_for "$pid" mariadb-admin --no-defaults --protocol=tcp \
        -h 127.0.0.1 -P "$port" -u test ping || return 1
    rm -f "$data.sql"
    export TEST_MYSQL_URL="mysql://test:$password@127.0.0.1:$port/mysql"
    say "MariaDB runs on port $port"
}

# --- both ------------------------------------------------------------------------------------------

# Sees that one server is there: `provide NAME TITLE VARIABLE PACKAGE`.
provide() {
    local name=$1 title=$2 variable=$3 package=$4
    if [[ -n ${!variable:-} ]]; then
        say "$title: the server of $variable"
        return
    fi
    if ! "have_$name" && may_install; then install_packages "$package" || true; fi
    if "have_$name"; then
        start_server "$name" || { loud "$title is installed but does not start."; return 1; }
        return
    fi
    loud "SKIPPED: $title is not installed and $variable is not set; nothing is tested on it." \
        $'\n'"Install $package, or set $variable to a server where the tests may create databases."
    ! in_ci
}

start_servers() {
    make_servers_dir
    provide postgres PostgreSQL TEST_POSTGRES_URL postgresql
    provide mysql MariaDB TEST_MYSQL_URL mariadb-server
}

stop_servers() {
    local pid tries
    for pid in "${server_pids[@]}"; do
        # SIGTERM ends MariaDB; PostgreSQL would wait for its clients, SIGINT does not.
        kill -TERM "$pid" 2>/dev/null && kill -INT "$pid" 2>/dev/null || true
    done
    for pid in "${server_pids[@]}"; do
        for ((tries = 0; tries < 100; tries++)); do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    server_pids=()
    if [[ -n $servers_dir ]]; then rm -rf "$servers_dir"; fi
    servers_dir=""
}

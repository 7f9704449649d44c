# Completion of longcase for fish:
#
#     longcase completion fish | source

function __longcase
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l list ($before[1] completion words -- $before[2..] "$current" 2>/dev/null)
    if test "$list[1]" = files
        __fish_complete_path "$current"
    end
    printf '%s\n' $list[2..]
end

complete -c longcase -f -a '(__longcase)'

#compdef longcase
# Completion of longcase for zsh, after compinit:
#
#     source <(longcase completion zsh)

_longcase() {
    local -a list
    list=("${(@f)$("${(Q)words[1]}" completion words -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ $list[1] == files ]]; then
        _files
    fi
    shift list
    compadd -M 'm:{[:lower:]}={[:upper:]}' -- ${list:#*[:=]}
    compadd -S '' -- ${(M)list:#*[:=]}
}

if [[ $funcstack[1] == _longcase ]]; then
    _longcase "$@"
else
    compdef _longcase longcase
fi

# Completion of longcase for bash:
#
#     source <(longcase completion bash)

_longcase() {
    local IFS=$'\n'
    COMPREPLY=($("$1" completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    if [[ ${COMPREPLY[0]} != files ]]; then
        compopt +o default 2>/dev/null
    fi
    COMPREPLY=("${COMPREPLY[@]:1}")
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:=] ]]; then
        compopt -o nospace 2>/dev/null
    fi
    if [[ ${COMP_WORDS[COMP_CWORD]} != [\"\']* ]]; then
        COMPREPLY=("${COMPREPLY[@]// /\\ }") # rules have spaces
    fi
}

complete -o default -F _longcase longcase

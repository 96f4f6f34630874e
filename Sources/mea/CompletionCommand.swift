// `mea completion bash|zsh|fish`: scripts that ask `mea complete` at every Tab, so that names, saved
// queries and options are those of the program and the data at hand.

/// The completion scripts.
enum CompletionCommand {
  static let shells = ["bash", "zsh", "fish"]

  static let usage = """
    mea completion bash | zsh | fish

      Prints a script that completes verbs, clauses, options, and names from the data.

        source <(mea completion bash)                 in ~/.bashrc
        source <(mea completion zsh)                  in ~/.zshrc, behind compinit
        mea completion fish | source                  in ~/.config/fish/config.fish

      mea install puts them where the shells look by themselves.

    """

  static func run(_ arguments: [String]) -> Int32 {
    guard arguments.count == 1, let shell = arguments.first, let script = script(shell) else {
      return Terminal.complain(
        Options.Misuse(
          message: "completion takes the name of a shell", hint: shells.joined(separator: ", ")))
    }
    return Terminal.write(Array(script.utf8)) ?? ExitCode.whole
  }

  /// The script of a shell.
  static func script(_ shell: String) -> String? {
    switch shell {
    case "bash": bash
    case "zsh": zsh
    case "fish": fish
    default: nil
    }
  }

  private static let bash = #"""
    # Completion of mea for bash.
    _mea() {
      local answer
      COMPREPLY=()
      if answer=$("${COMP_WORDS[0]}" complete bash "${COMP_LINE:0:COMP_POINT}" 2>/dev/null); then
        [ -n "$answer" ] && mapfile -t COMPREPLY <<<"$answer"
        [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
      else
        compopt -o default
      fi
    }
    complete -o nosort -F _mea mea

    """#

  private static let zsh = #"""
    #compdef mea
    # Completion of mea for zsh.
    _mea() {
      local answer line
      local -a texts shown
      answer=$("${(Q)words[1]}" complete zsh "${(@Q)words[2,CURRENT]}" 2>/dev/null) || { _files; return }
      for line in ${(f)answer}; do
        texts+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  }")
      done
      (( $#texts )) || return
      # What the names share may be less than what was typed: then one after the other.
      [[ ${texts[1]} == "${(Q)words[CURRENT]}"* ]] || compstate[insert]=menu
      compadd -U -V mea -l -d shown -- "${texts[@]}"
    }
    if [ "$funcstack[1]" = _mea ]; then _mea "$@"; else compdef _mea mea; fi

    """#

  private static let fish = #"""
    # Completion of mea for fish.
    function __mea_complete
      set -l words (commandline -opc) (string unescape -- (commandline -ct))
      $words[1] complete fish $words[2..-1] 2>/dev/null; or __fish_complete_path (commandline -ct)
    end
    complete -c mea -f -k -a '(__mea_complete)'

    """#
}

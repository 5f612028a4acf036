@rem npm scripts here begin with "exec", so that signals reach them and not a shell. Windows has no such command: this is it.
@%*

export const errors = {
  requestId: 'Request id',
  unreachableTitle: 'The server does not answer',
  unreachableHint:
    'Check that the server is running and that this computer can reach it. The page tries again by itself.',
  unreachableForm: 'Nothing of what you typed is lost. Try again as soon as it answers.',
  unreadable: 'The server gave an answer that cannot be read (status {{status}})',
  unreadableHint: 'A proxy between this browser and the server may have answered instead.',
  notFoundTitle: 'There is no such page',
  notFoundHint: 'The address may be mistyped, or the page may have moved.',
  assetMissingTitle: 'This computer is not known',
  assetMissingHint: 'It may have been deleted since the link was made.',
  backToComputers: 'Back to the computers',
  crashed: 'The console made an error',
  crashedHint: 'Reload the page. If it happens again, tell us what you did before.',
  reload: 'Reload',
  codes: {
    SIGN_IN_REFUSED: {
      message: 'The user name or the password is wrong',
      hint: 'A forgotten password can be replaced on the server: “muster-server user password --name NAME”.',
    },
    TOO_MANY_ATTEMPTS: { message: 'Too many attempts', hint: 'Wait a little before trying again.' },
    SETUP_LINK_INVALID: {
      message: 'This link is wrong or was used already',
      hint: 'Restart the server to print a new link, or sign in.',
    },
    PASSWORD_TOO_WEAK: { message: 'The password is too short', hint: 'A sentence is easy to remember.' },
    USER_NAME_TAKEN: { message: 'There is a user of this name already', hint: 'Choose another name.' },
    ORIGIN_REFUSED: {
      message: 'The request seems to come from another site',
      hint: 'Use the address of the console itself.',
    },
    SEARCH_INVALID: {
      message: 'The search cannot be read',
      hint: 'The place is marked where the search stands; a filter that cannot be read can be removed.',
    },
    REQUEST_INVALID: {
      message: 'The server cannot accept this request',
      hint: 'Check what was typed, or the address of this page.',
    },
    INTERNAL: {
      message: 'The server made an error',
      hint: 'Give the request id to your administrator: the log of the server has the details.',
    },
    DATABASE_UNREACHABLE: {
      message: 'The server cannot reach its database',
      hint: 'Its administrator can see why in the log of the server.',
    },
    NOT_SIGNED_IN: {
      message: 'You are no longer signed in',
      hint: 'Nothing was saved, and what you typed is still there. Sign in, then try again.',
    },
  },
};

export const warnings = {
  title: 'Attention',
  codes: {
    HTTP_CLEAR_TEXT: {
      message: 'Passwords and inventories travel in clear text: this server listens beyond its own machine without TLS',
      hint: 'Start it with --tls-cert and --tls-key. If a proxy in front does TLS, let this server listen on the loopback, or on a network that only the proxy reaches.',
    },
  },
};

export const signIn = {
  title: 'Sign in',
  lead: 'The roll call of your computers',
  userName: 'User name',
  password: 'Password',
  submit: 'Sign in',
  ended: 'Your session has ended. Sign in to go on where you were.',
  setupNeeded: 'This server has no administrator yet',
  setupNeededHint:
    'Open the one-time link that the server printed when it started. It was printed in the terminal of the server.',
  asideTitle: 'Every machine answers',
  asideText:
    'Hardware, software and history of each computer, reported by the agents you already have: OCS Inventory, FusionInventory, GLPI, or our own.',
};

export const setup = {
  title: 'Create the administrator',
  lead: 'You are the first here. Choose the name and the password with which you will sign in.',
  userName: 'User name',
  password: 'Password',
  repeat: 'Password again',
  submit: 'Create and sign in',
  tooShort: 'At least {{count}} characters',
  mismatch: 'The two passwords differ',
  userNameInvalid: 'Letters, digits, spaces and . _ - @, with a letter or digit first',
  userNameMissing: 'Choose a user name',
  linkMissing: 'This link is not complete',
  linkMissingHint: 'Copy the whole link that the server printed, with all that follows the # sign.',
  doneTitle: 'The administrator exists already',
  doneHint: 'This link has done its work. Sign in with the name and the password that were chosen.',
  goToSignIn: 'Go to sign-in',
  strength: 'Strength: {{strength}}',
  strengthHint: 'Length counts most: a few unrelated words are strong and easy to remember.',
  strengths: { tooShort: 'Too short', weak: 'Weak', fair: 'Fair', good: 'Good', strong: 'Strong' },
};

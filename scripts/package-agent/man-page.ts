import { COMMANDS, environmentName, OPTIONS, type Option } from '@muster/agent';

/** The manual of the agent, section 8, from the table of its options. Source: man(7). */
export function manPage(version: string, date: string): string {
  const commands = Object.entries(COMMANDS).map(([name, meaning]) => `.TP\n.B ${roff(name)}\n${roff(meaning)}`);
  const options = Object.values<Option>(OPTIONS).map((option) => {
    const value = option.value === undefined ? '' : ` \\fI${roff(option.value)}\\fR`;
    const short = option.short === undefined ? '' : `\\fB\\-${option.short}\\fR, `;
    const otherwise = option.otherwise === undefined ? '' : ` Default: ${option.otherwise}.`;
    return `.TP\n${short}\\fB\\-\\-${roff(option.flag)}\\fR${value}\n${roff(option.meaning + otherwise)}\nEnvironment: \\fB${roff(environmentName(option))}\\fR.`;
  });
  return `.\\" Generated from the table of options by "npm run package:agent".
.TH MUSTER\\-AGENT 8 "${date}" "muster-agent ${roff(version)}" "System administration"
.SH NAME
muster\\-agent \\- takes the inventory of this machine and reports it
.SH SYNOPSIS
.B muster\\-agent
[\\fICOMMAND\\fR] [\\fIOPTION\\fR]...
.SH DESCRIPTION
Collects what this machine is (hardware, system, software, users, network) and reports it to servers of Muster, OCS Inventory,
FusionInventory or GLPI, or writes it to a file.
Each program \\fBmuster\\-\\fICOMMAND\\fR is that command alone.
.SH COMMANDS
${commands.join('\n')}
.SH OPTIONS
An option on the command line wins over the environment, that over the configuration file.
In the configuration file an option is called as here, without the dashes: \\fBserver = https://inventory.example/\\fR.
${options.join('\n')}
.SH EXIT STATUS
0: all servers answered. 1: a server did not, or refused. 2: the options are wrong.
.SH FILES
.TP
.I /etc/muster\\-agent/agent.cfg
Configuration; \\fIagent.d/*.cfg\\fR beside it are read after it.
.TP
.I /var/lib/muster\\-agent
What the agent must remember: its identity, and what each server wants.
`;
}

/** Text as man(7) needs it: no escapes, no requests at the beginning of a line. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(['.])/gm, '\\&$1');
}

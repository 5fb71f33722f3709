/* What a manifest shows of containers that are started, or given rights, in a way that cannot work. */

const LONGEST_SHOWN = 60;
const shown = (text: string): string => (text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);

export const commandIsOneWord = (word: string) =>
  `Kubernetes starts a program that is called "${shown(word)}", with its spaces, and finds none: it starts no shell and splits no words. Give each word its own item, or run a shell: [sh, -c, …].`;
export const commandIsOption = (word: string) =>
  `Kubernetes starts the first item of command as a program, and "${shown(word)}" is an option: the ENTRYPOINT of the image is not run. Begin with the program, or give the options as args.`;
/** What is wrong with the first word of a command. */
export const noProgramFirst = (word: string): string => (word.startsWith('-') ? commandIsOption(word) : commandIsOneWord(word));
export const scriptWithoutFlag = (shell: string) =>
  `${shell} takes its first argument for the name of a file, and there is none of this name: put -c before the script ([${shell}, -c, …]).`;

export const tokenMissing = (program: string) =>
  `${program} asks the API server, but automountServiceAccountToken is false and the container mounts no token: it fails with "connection to the server localhost:8080 was refused". ` +
  'Mount a projected serviceAccountToken into this init container, or use WaitForResource, which brings its own.';
export const tokenFileMissing =
  'this command reads a file below /var/run/secrets/kubernetes.io/serviceaccount, but automountServiceAccountToken is false and the container mounts none: the text is empty, or the command fails. ' +
  'Take the namespace from the downward API (valueFrom.fieldRef metadata.namespace), or mount a projected token.';

export const secretsInjectedLater = (path: string) =>
  `this init container reads ${path}, but the Vault injector puts its own init container behind those of the pod: the files are not there yet. ` +
  'Set the annotation vault.hashicorp.com/agent-init-first: "true".';

export const sidecarKeepsJob = (image: string) =>
  `${shown(image)} runs until it is stopped, and it stands among the containers of a Job: the Job never completes. ` +
  'Make it a native sidecar: an init container with restartPolicy: Always, which Kubernetes stops when the other containers have ended.';

export const kubeconfigInInit =
  'a kubeconfig from a Secret gives this init container whatever rights its user has, in every pod: give the account of the pods a Role for what the container asks, ' +
  'and mount a projected serviceAccountToken; WaitForResource brings both.';

export const bashMissing = (image: string, shell: string) =>
  `image ${image} has no ${shell}, only sh: the container fails at each start. Write the script for sh, or use an image with ${shell}.`;

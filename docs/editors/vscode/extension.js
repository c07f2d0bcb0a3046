// Starts `pasapas lsp` for YAML files; the program itself tells procedures from other YAML.
const { workspace, env } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

function start() {
  const settings = workspace.getConfiguration('pasapas');
  const args = ['lsp'];
  const language = settings.get('language') || env.language.split('-')[0];
  if (['fr', 'en'].includes(language)) args.push('--lang', language);
  client = new LanguageClient(
    'pasapas',
    'Pas à pas',
    { command: settings.get('path') || 'pasapas', args },
    { documentSelector: [{ scheme: 'file', language: 'yaml' }, { scheme: 'untitled', language: 'yaml' }] },
  );
  return client.start();
}

async function activate(context) {
  context.subscriptions.push(
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration('pasapas.path') || change.affectsConfiguration('pasapas.language')) {
        await client.stop();
        await start();
      }
    }),
  );
  await start();
}

function deactivate() {
  return client ? client.stop() : undefined;
}

module.exports = { activate, deactivate };

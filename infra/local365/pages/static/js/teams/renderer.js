// Loads Microsoft's card renderer with the Teams look, and the markdown that Teams understands.

const SCRIPT = "/assets/vendor/adaptivecards.js";
const MARKDOWN = "/assets/vendor/markdown-it.mjs";
// Cards know bold, italic, lists and links only:
// https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/text-features
const NOT_IN_CARDS = [
  ...["heading", "lheading", "table", "image", "blockquote", "code", "fence", "backticks", "hr"],
  ...["html_block", "html_inline", "strikethrough"],
];

/** The renderer, or null if it is not installed. The look follows the colour scheme at this moment. */
export async function loadRenderer() {
  const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  try {
    const [{ default: markdownIt }, look] = await Promise.all([
      import(MARKDOWN),
      fetch(`/assets/hostconfig/${scheme}.json`).then((response) => response.json()),
      loadScript(SCRIPT),
    ]);
    return prepared(window.AdaptiveCards, markdownIt, look);
  } catch {
    return null;
  }
}

function loadScript(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

function prepared(library, markdownIt, look) {
  const markdown = markdownIt({ html: false, breaks: true }).disable(NOT_IN_CARDS, true);
  const hostConfig = new library.HostConfig(look);
  library.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
  return {
    /** Draw a card; `onPress(action, library)` is called for each of its actions. */
    draw(content, onPress) {
      const card = new library.AdaptiveCard();
      card.hostConfig = hostConfig;
      card.onExecuteAction = (action) => onPress(action, library);
      card.onAnchorClicked = (_element, anchor) => {
        anchor.rel = "noopener noreferrer";
        return false;
      };
      card.parse(content);
      return card.render();
    },
    /** The HTML of a message's text; markdown-it escapes whatever HTML stood in it. */
    html: (text) => markdown.render(text),
  };
}

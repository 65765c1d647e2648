// Carries what is touched in a laboratory to the kernel. It has no picture: anywidget runs it in the
// notebook's page, and the laboratory with the same token tells what it holds.
export default {
  initialize({ model }) {
    const token = model.get("token");
    const hear = ({ detail }) => {
      if (detail.token !== token) return;
      model.set("heard", { changed: detail.changed, words: detail.words });
      model.save_changes();
    };
    document.addEventListener("laboratory-holds", hear);
    // a page that was loaded again begins anew, perhaps before this script
    for (const root of document.querySelectorAll(`[data-token="${token}"]`)) root.dispatchEvent(new Event("laboratory-tell"));
    return () => document.removeEventListener("laboratory-holds", hear);
  },
};

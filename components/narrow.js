// Streamlit folds the sidebar away under 768 pixels only; a tablet held upright has 820. Once per load.
(() => {
  if (window.threatPictureFolded || window.innerWidth > 900) return;
  window.threatPictureFolded = true;
  const fold = (tries) => {
    const button = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    if (button && window.innerWidth > 768) button.click();
    else if (tries > 0) setTimeout(() => fold(tries - 1), 100);
  };
  fold(20);
})();

"""The Streamlit side: each script answers one question; `shell` holds what they share."""

"""The calendar: month and agenda, the inspector of a date, the editor of a communication."""

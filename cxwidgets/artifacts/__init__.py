"""What people make in class and take home: versioned, validated, one JSON form each."""
